"""How long a stack's operations take in the sandbox, from an empty account to an empty account."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.measure import Figure
from tests.e2e.checkout import Checkout, changes
from tests.e2e.conftest import SPEC

ROUNDS = 3
CHANGED = SPEC.replace("settings:\n", "settings:\n  budget: {monthly_limit_usd: 250}\n", 1)


def life_figures(checkout: Checkout) -> Iterator[Figure]:
    """Measure all operations a few times in a checkout whose stack is not up."""
    times = defaultdict[str, list[float]](list)
    for _ in range(ROUNDS):
        for what, took in _life(checkout):
            times[what].append(took)
    for what, taken in times.items():
        yield Figure(what, f"{statistics.median(taken):.1f} s")


def _life(checkout: Checkout) -> Iterator[tuple[str, float]]:
    checkout.spec(SPEC)
    yield "`up`, empty account", _took(checkout, "up", {"created"})
    yield "`up`, nothing to do", _took(checkout, "up", set())
    checkout.spec(CHANGED)
    yield "`up`, one setting changed", _took(checkout, "up", {"updated"})
    yield "`refresh`", _took(checkout, "refresh", set())
    yield "`destroy`", _took(checkout, "destroy", {"deleted"})


def _took(checkout: Checkout, command: str, expected: set[str]) -> float:
    """Time of a command; ends the run if it does something else than what is measured."""
    start = time.perf_counter()
    written = checkout.pulumi(command, "--yes", "--skip-preview")
    took = time.perf_counter() - start
    found = changes(written)
    if set(found) != expected:
        raise SystemExit(f"{command}: must be {', '.join(expected) or 'no change'}, got {found}")
    return took
