"""The plan recorded in process agrees with the engine's preview.

That it agrees with the state is tested where a stack is up, and of each example by `make soak`.
"""

import shutil

import pytest

from plan.preview import read_preview
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import ROOT, Checkout

pytestmark = pytest.mark.engine


def test_preview_on_a_stack_that_adopts_what_others_own(empty: Checkout):
    for name in ("vision.yaml", "Pulumi.vision-prod.yaml"):
        shutil.copy(ROOT / "stacks" / name, empty.repo / "stacks")
    assert empty.run("pulumi", "stack", "select", "vision-prod").returncode == 0
    recorded = composed(empty.repo, "vision", "prod")
    preview = empty.pulumi("preview", "--json", "--show-sames", stack="vision-prod")
    assert differences(recorded, read_preview(preview)) == []
