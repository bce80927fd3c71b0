"""An example's stack goes up to each higher level and keeps what holds data or serves."""

import re
from pathlib import Path

import pytest

from tests.e2e.checkout import ROOT, STEPWELL, checkout
from tests.e2e.levels import held

pytestmark = pytest.mark.engine

# `demand` is at the highest level already.
WAYS = {"vision": ((0, 1, 2), (0, 2)), "fraud": ((0, 1, 2), (0, 2))}


@pytest.mark.parametrize(
    ("team", "levels"), [(team, levels) for team, ways in WAYS.items() for levels in ways], ids=str
)
def test_nothing_that_holds_data_or_serves_is_lost(
    tmp_path: Path, team: str, levels: tuple[int, ...]
):
    stack = f"{team}-dev"
    with checkout(tmp_path) as one:
        spec = one.repo / "stacks" / f"{team}.yaml"
        text = (ROOT / "stacks" / f"{team}.yaml").read_text()
        kept = dict[str, str]()
        for level in levels:
            spec.write_text(re.sub(r"^level: \d", f"level: {level}", text, flags=re.MULTILINE))
            written = one.run(STEPWELL, "new", team, "--yes")
            assert written.returncode == 0, written.stdout + written.stderr
            if level == levels[0]:
                one.pulumi("stack", "select", stack=stack)
            assert set(one.up(stack=stack)) <= {"created", "updated"}
            now = held(one, stack)
            assert kept.items() <= now.items()
            kept = dict(now)
            assert kept
        assert one.up(stack=stack) == {}
