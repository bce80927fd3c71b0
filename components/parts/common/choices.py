"""Inputs that are one of a few words; another language may hand over any text."""

from collections.abc import Iterator
from enum import StrEnum

from components.errors import Problem


def choice_problems(field: str, given: str, choices: type[StrEnum]) -> Iterator[Problem]:
    """Yield a problem when `given` is none of `choices`."""
    known = [choice.value for choice in choices]
    if given not in known:
        yield Problem(field, f"must be {' or '.join(known)}, got {str(given)!r}")
