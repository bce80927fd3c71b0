"""The nearest valid name to a misspelt one."""

import difflib
from collections.abc import Iterable


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'key-rotates'`, or nothing when no known name is near."""
    near = difflib.get_close_matches(given, sorted(known), 1)
    return f", did you mean {near[0]!r}" if near else ""
