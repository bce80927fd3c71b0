"""Whatever happens to a stack in whatever order: hundreds of sequences, in process."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.effort import EFFORT
from tests.soak.small_account import project
from tests.soak.small_sequences import SmallCheckout, SmallSequence

TEAMS = ("fraud", "vision", "demand")
STEPS = 5


@pytest.mark.parametrize("seed", range(max(1, EFFORT * 200 // 60)))
def test_state_and_account_agree_after_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
):
    monkeypatch.chdir(project(tmp_path))
    chance = random.Random(seed)
    one: Any = SmallCheckout(tmp_path, chance)
    # The address of a pager is nobody's to declare.
    one.client("ssm").put_parameter(
        Name="/demand/pager-url", Value="https://pager.example", Type="SecureString"
    )
    sequence = SmallSequence(one, TEAMS[seed % len(TEAMS)], chance)
    for step in (sequence.up, *chance.choices(sequence.steps, k=STEPS)):
        step()
        if step != sequence.gone:
            sequence.agree()
    one.client("ssm").delete_parameters(Names=["/demand/pager-url"])
    sequence.gone()
