"""The plan recorded in process agrees with the engine's preview.

That it agrees with the state is tested where a stack is up, and of each example by `make soak`.
"""

import shutil
from pathlib import Path

import pytest

from plan.preview import read_preview
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import ROOT, checkout

pytestmark = pytest.mark.engine


def test_preview_on_a_stack_that_adopts_what_others_own(tmp_path: Path):
    with checkout(tmp_path) as one:
        for name in ("vision.yaml", "Pulumi.vision-prod.yaml"):
            shutil.copy(ROOT / "stacks" / name, one.repo / "stacks")
        assert one.run("pulumi", "stack", "select", "vision-prod").returncode == 0
        recorded = composed(one.repo, "vision", "prod")
        preview = one.pulumi("preview", "--json", "--show-sames", stack="vision-prod")
    assert differences(recorded, read_preview(preview)) == []
