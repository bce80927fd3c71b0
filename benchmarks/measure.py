"""Timing, and what a measured figure looks like."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    """What was measured."""

    value: str
    """The figure with its unit."""

    note: str = ""
    """What it consists of."""


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def side_by_side(rounds: int, *actions: Callable[[], object]) -> list[float]:
    """Return the median time of each action.

    Their runs take turns, so that a machine that slows down slows them all. The first round is
    not counted: it fills the caches.
    """
    times = [[seconds(action) for action in actions] for _ in range(rounds + 1)][1:]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def ratio(what: str, one: tuple[str, float], other: tuple[str, float]) -> Figure:
    """Return how many times longer one takes than the other."""
    note = " against ".join(f"{name} {value:.2f} s" for name, value in (one, other))
    return Figure(what, f"{one[1] / other[1]:.2f}", note)
