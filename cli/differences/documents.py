"""What differs inside two texts that hold JSON, such as policies and pipeline definitions."""

import json
from collections.abc import Iterator
from typing import Any

_MOST = 20
"""Differences of one document; with more of them it is said to differ as a whole."""


def inside(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """Return path and both values of each difference; nothing if either is no JSON document."""
    if not isinstance(before, str) or not isinstance(after, str):
        return []
    old, new = _document(before), _document(after)
    if old is None or new is None:
        return []
    found = list(_differences("", old, new))
    return found if len(found) <= _MOST else []


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _differences(f"{path}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(f"{path}[{index}]", one, other)
    elif old != new:
        yield path, old, new


def _document(text: str) -> Any:
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
