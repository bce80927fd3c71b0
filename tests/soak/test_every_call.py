"""The account fails at any one call of an `up`; the next `up` converges, with nothing twice."""

import random
from pathlib import Path

import pytest

from tests.e2e.checkout import checkout
from tests.e2e.levels import FEATURES, LEVEL_1
from tests.e2e.remains import remains
from tests.effort import EFFORT
from tests.soak.faults import fail, fail_no_more

pytestmark = pytest.mark.engine

CALLS = 1500
"""More than an `up` of the stack makes; a number beyond its last one fails nothing."""


@pytest.mark.parametrize("seed", range(max(1, EFFORT // 30)))
def test_whatever_call_fails_the_next_up_converges(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    with checkout(tmp_path) as one:
        (one.repo / "groups").mkdir()
        (one.repo / "groups" / "fraud.yaml").write_text(FEATURES)
        one.spec(LEVEL_1)
        one.pulumi("stack", "init")
        failed = 0
        for _ in range(12):
            fail(one.repo, chance.randrange(1, CALLS), effect=chance.random() < 0.5)
            done = one.run("pulumi", "up", "--yes", "--skip-preview", "--non-interactive")
            assert "Traceback" not in done.stdout + done.stderr, done.stdout
            failed += done.returncode != 0
            fail_no_more(one.repo)
            one.up()
            assert one.up() == {}
            one.pulumi("destroy", "--yes", "--skip-preview")
            assert remains(one) == {}
        assert failed, "no call that failed was one of the up"
