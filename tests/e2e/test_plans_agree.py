"""The plan recorded in process, the engine's preview and the state say the same."""

import shutil

import pytest

from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from plan.agreement import agree
from plan.plan import Plan
from plan.preview import read_preview
from plan.state import read_state
from tests.e2e.checkout import ROOT, Checkout

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("agree")]


@pytest.mark.parametrize(("team", "environment"), [("fraud", "dev"), ("vision", "dev")])
def test_program_preview_and_state_agree(empty: Checkout, team: str, environment: str):
    recorded, stack = _prepare(empty, team, environment)
    _previewed(empty, recorded, stack)
    empty.up(stack=stack)
    assert _differences(recorded, read_state(empty.export(stack))) == []


def test_program_and_preview_agree_on_a_stack_that_adopts_what_others_own(empty: Checkout):
    recorded, stack = _prepare(empty, "vision", "prod")
    _previewed(empty, recorded, stack)


def _prepare(checkout: Checkout, team: str, environment: str) -> tuple[Plan, str]:
    """Bring an example into the checkout; return its recorded plan and the stack's name."""
    stack = f"{team}-{environment}"
    for name in (f"{team}.yaml", f"Pulumi.{stack}.yaml"):
        shutil.copy(ROOT / "stacks" / name, checkout.repo / "stacks")
    assert checkout.run("pulumi", "stack", "select", stack).returncode == 0
    spec = load_spec(ROOT / "stacks" / f"{team}.yaml", BLUEPRINTS)
    # The sandbox is one account, whatever account the spec names.
    return compose(stack, stack_config(spec, environment), NO_ACCOUNT), stack


def _previewed(checkout: Checkout, recorded: Plan, stack: str) -> None:
    preview = checkout.pulumi("preview", "--json", "--show-sames", stack=stack)
    assert _differences(recorded, read_preview(preview)) == []


def _differences(one: Plan, other: Plan) -> list[str]:
    return [str(difference) for difference in agree(one, other)]
