"""Whatever happens to a stack in whatever order: hundreds of sequences, in process."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.soak.sequences import SEEDS, TEAMS
from tests.soak.small_account import project
from tests.soak.small_sequences import SmallCheckout, SmallSequence

STEPS = 5


@pytest.mark.parametrize("seed", SEEDS)
def test_state_and_account_agree_after_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
):
    monkeypatch.chdir(project(tmp_path))
    chance = random.Random(seed)
    one: Any = SmallCheckout(tmp_path, chance)
    SmallSequence(one, TEAMS[seed % len(TEAMS)], chance).live(STEPS)
