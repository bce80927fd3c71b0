"""Whatever happens to a stack in whatever order, state and account agree after each step."""

import random
from pathlib import Path

import pytest

from tests.e2e.checkout import checkout
from tests.e2e.remains import remains
from tests.soak.sequences import SEEDS, TEAMS, Sequence

pytestmark = pytest.mark.engine

STEPS = 4


@pytest.mark.parametrize("seed", SEEDS)
def test_state_and_account_agree_after_each_step(tmp_path: Path, seed: int):
    with checkout(tmp_path) as one:
        Sequence(one, TEAMS[seed % len(TEAMS)], random.Random(seed)).live(STEPS)
        assert remains(one) == {}
