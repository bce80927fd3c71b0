"""The plan recorded in process, the engine's preview and the state agree on a full stack."""

import shutil

import pytest

from plan.plan import Plan
from plan.preview import read_preview
from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import ROOT, Checkout

pytestmark = pytest.mark.engine


def test_on_a_stack_that_uses_most_settings(empty: Checkout):
    recorded = _previewed(empty, "dev")
    empty.up(stack="vision-dev")
    assert differences(recorded, read_state(empty.export("vision-dev"))) == []


def test_on_a_stack_that_adopts_what_others_own(empty: Checkout):
    _previewed(empty, "prod")


def _previewed(checkout: Checkout, environment: str) -> Plan:
    """Bring the example into the checkout; return its plan, which its preview agrees with."""
    stack = f"vision-{environment}"
    for name in ("vision.yaml", f"Pulumi.{stack}.yaml"):
        shutil.copy(ROOT / "stacks" / name, checkout.repo / "stacks")
    assert checkout.run("pulumi", "stack", "select", stack).returncode == 0
    recorded = composed(checkout.repo, "vision", environment)
    preview = checkout.pulumi("preview", "--json", "--show-sames", stack=stack)
    assert differences(recorded, read_preview(preview)) == []
    return recorded
