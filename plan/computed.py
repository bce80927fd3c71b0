"""Values that AWS decides: how a plan recorded in process writes them down.

The engine calls such a value unknown, and a policy document that mentions one bucket's ARN is then
unknown as a whole. Recorded in process it is instead a readable mark, `<<fraud-dev-lake-raw#arn>>`,
that survives concatenation and JSON, so that the rest of the document can still be checked and two
uses of the same key are seen to be the same.
"""

import re
from typing import Any

from plan.plan import UNKNOWN

_MARK = re.compile(r"<<([^<>#]+)#([A-Za-z0-9]+)>>")


def mark(name: str, output: str) -> str:
    """Return the mark for one output of the resource with the logical name `name`."""
    return f"<<{name}#{output}>>"


def is_computed(value: Any) -> bool:
    """Say whether `value`, or any part of it, is decided by AWS and so not known yet."""
    if value is UNKNOWN:
        return True
    if isinstance(value, str):
        return _MARK.search(value) is not None
    if isinstance(value, dict):
        return any(is_computed(v) for v in value.values())
    if isinstance(value, (list, tuple)):
        return any(is_computed(v) for v in value)
    return False


def sources(value: Any) -> frozenset[tuple[str, str]]:
    """Return (logical name, output) of every mark in `value`."""
    if isinstance(value, str):
        return frozenset((m[1], m[2]) for m in _MARK.finditer(value))
    if isinstance(value, dict):
        return frozenset[tuple[str, str]]().union(*(sources(v) for v in value.values()))
    if isinstance(value, (list, tuple)):
        return frozenset[tuple[str, str]]().union(*(sources(v) for v in value))
    return frozenset()


def may_become(text: str, known: str) -> bool:
    """Say whether `text` can be `known` once AWS has filled in its marks, each with any text."""
    first, *others = _MARK.split(text)[::3]
    if not others:
        return text == known
    if not known.startswith(first):
        return False
    # Each part at its first place: a policy has dozens, and to try all places takes for ever.
    at = len(first)
    for part in others[:-1]:
        at = known.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return known.endswith(others[-1]) and len(known) - len(others[-1]) >= at
