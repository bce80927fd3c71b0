"""Whatever is killed in the middle of an `up`, the next converges and nothing is there twice."""

import random

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.conftest import empty  # noqa: F401 a fixture
from tests.e2e.interrupted import (
    ENGINE,
    SANDBOX,
    assert_nothing_is_there_twice,
    converge,
    killed,
    look_again,
)
from tests.e2e.remains import remains

pytestmark = pytest.mark.engine

VICTIMS = [ENGINE, SANDBOX, ENGINE] * 5


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_up_killed_again_and_again_converges_without_a_duplicate(empty: Checkout, seed: int):  # noqa: F811
    moments = random.Random(seed)
    for victim in VICTIMS:
        killed(empty, victim, after_steps=moments.randint(1, 8))
    converge(empty)
    look_again(empty)
    assert empty.up() == {}
    assert_nothing_is_there_twice(empty)
    empty.pulumi("destroy", "--yes", "--skip-preview")
    assert remains(empty) == {}
