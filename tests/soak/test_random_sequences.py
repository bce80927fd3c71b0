"""Whatever happens to a stack in whatever order, state and account agree after each step."""

import random
from pathlib import Path

import pytest

from tests.e2e.checkout import checkout
from tests.e2e.remains import remains
from tests.effort import EFFORT
from tests.soak.sequences import Sequence

pytestmark = pytest.mark.engine

TEAMS = ("fraud", "vision", "demand")
STEPS = 4


@pytest.mark.parametrize("seed", range(max(1, EFFORT * 200 // 60)))
def test_state_and_account_agree_after_each_step(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    with checkout(tmp_path) as one:
        # The address of a pager is nobody's to declare.
        one.client("ssm").put_parameter(
            Name="/demand/pager-url", Value="https://pager.example", Type="SecureString"
        )
        sequence = Sequence(one, TEAMS[seed % len(TEAMS)], chance)
        for step in (sequence.up, *chance.choices(sequence.steps, k=STEPS)):
            step()
            if step != sequence.gone:
                sequence.agree()
        one.client("ssm").delete_parameters(Names=["/demand/pager-url"])
        sequence.gone()
        assert remains(one) == {}
