"""The plan recorded in process agrees with the engine's preview, and with the state."""

import shutil

import pytest

from plan.plan import Plan
from plan.preview import read_preview
from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import PACK, ROOT, Checkout

pytestmark = pytest.mark.engine


def test_state_on_a_stack_that_uses_most_settings_and_passes_the_policies(empty: Checkout):
    recorded = _composed(empty, "dev")
    written = empty.pulumi("up", "--yes", "--skip-preview", *PACK, stack="vision-dev")
    assert "policies:" in written.lower()
    assert "[mandatory]" not in written
    assert differences(recorded, read_state(empty.export("vision-dev"))) == []


def test_preview_on_a_stack_that_adopts_what_others_own(empty: Checkout):
    recorded = _composed(empty, "prod")
    preview = empty.pulumi("preview", "--json", "--show-sames", stack="vision-prod")
    assert differences(recorded, read_preview(preview)) == []


def _composed(checkout: Checkout, environment: str) -> Plan:
    """Bring the example into the checkout and select its stack; return its plan."""
    stack = f"vision-{environment}"
    for name in ("vision.yaml", f"Pulumi.{stack}.yaml"):
        shutil.copy(ROOT / "stacks" / name, checkout.repo / "stacks")
    assert checkout.run("pulumi", "stack", "select", stack).returncode == 0
    return composed(checkout.repo, "vision", environment)
