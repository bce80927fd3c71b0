"""Each committed stack comes up as it stands, keeps still, and goes away."""

import shutil
from pathlib import Path

import pytest

from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import ROOT, checkout
from tests.e2e.remains import remains

pytestmark = pytest.mark.engine

ADOPTS = "vision-prod"
"""Is put into a network that somebody else owns; only previewed, with the end-to-end tests."""
STACKS = sorted(path.stem.removeprefix("Pulumi.") for path in (ROOT / "stacks").glob("Pulumi.*"))


@pytest.mark.parametrize("stack", [stack for stack in STACKS if stack != ADOPTS])
def test_lives_from_its_first_up_to_its_destroy(tmp_path: Path, stack: str):
    team, environment = stack.rsplit("-", 1)
    with checkout(tmp_path) as one:
        for name in (f"{team}.yaml", f"Pulumi.{stack}.yaml"):
            shutil.copy(ROOT / "stacks" / name, one.repo / "stacks")
        if "/demand/pager-url" in (one.repo / "stacks" / f"{team}.yaml").read_text():
            # The address of the pager is nobody's to declare.
            one.client("ssm").put_parameter(
                Name="/demand/pager-url", Value="https://pager.example", Type="SecureString"
            )
        one.pulumi("stack", "select", stack=stack)
        assert set(one.up(stack=stack)) == {"created"}
        assert (
            differences(composed(one.repo, team, environment), read_state(one.export(stack))) == []
        )
        assert one.up(stack=stack) == {}
        assert one.refresh(stack=stack) == {}
        one.pulumi("state", "unprotect", "--all", "--yes", stack=stack)
        one.pulumi("destroy", "--yes", "--skip-preview", stack=stack)
        one.client("ssm").delete_parameters(Names=["/demand/pager-url"])
        assert remains(one) == {}
