"""What the tests of agreement share: a plan recorded from a spec, and a comparison."""

from pathlib import Path

from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from plan.agreement import agree
from plan.plan import Plan


def composed(repo: Path, team: str, environment: str) -> Plan:
    """Plan of a stack, recorded in process as the sandbox would see it."""
    spec = load_spec(repo / "stacks" / f"{team}.yaml", BLUEPRINTS)
    # The sandbox is one account, whatever account the spec names.
    return compose(f"{team}-{environment}", stack_config(spec, environment), NO_ACCOUNT)


def differences(one: Plan, other: Plan) -> list[str]:
    """Where two plans of one stack differ, readable."""
    return [str(difference) for difference in agree(one, other)]
