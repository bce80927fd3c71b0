"""What a component says when its inputs contradict each other or its limits."""

from collections.abc import Iterable
from typing import NamedTuple

import pulumi


class Problem(NamedTuple):
    """One thing wrong with one input."""

    field: str
    """Path of the input below the component, as its user writes it: `zones[1].cidr`."""

    reason: str
    """What is required and what was given: `must be at least 1 day, got 0`."""

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class InputError(pulumi.RunError):
    """A component was given inputs that cannot be brought up; lists every problem, one a line."""

    def __init__(self, component: str, problems: Iterable[Problem]) -> None:
        self.component = component
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{component}.{problem}" for problem in self.problems))


def reject(component: str, problems: Iterable[Problem]) -> None:
    """Raise one `InputError` that lists all `problems`; do nothing when there are none."""
    found = tuple(problems)
    if found:
        raise InputError(component, found)
