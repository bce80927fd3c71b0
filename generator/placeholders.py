"""Values that were meant to be replaced before anybody deploys them."""

import re
from collections.abc import Iterator
from typing import Any

from generator.yaml_reader import join

_PLACEHOLDERS = (
    (re.compile(r"(?i:\bchange[-_ ]?me\b|\breplace[-_ ]?me\b)|\b(TODO|FIXME|TBD|XXX)\b"), "word"),
    (re.compile(r"(?:^|[:/@.=-])<[A-Za-z][\w -]*>(?:$|[:/@.=-])"), "<name>"),
    (
        re.compile(
            r"(?<!\d)(123456789012|111122223333|444455556666|777788889999|(\d)\2{11})(?!\d)"
        ),
        "account of a manual",
    ),
    # `.example` is reserved for examples too, but nobody owns a mailbox there by mistake, and the
    # committed example teams need an address.
    (re.compile(r"(?i)@(?:[\w-]+\.)*example\.(?:com|net|org)\b"), "domain of a manual"),
)


def placeholders(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, reason) for every text in `value` that is still a placeholder."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from placeholders(item, join(path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from placeholders(item, join(path, index))
    elif isinstance(value, str):
        for pattern, kind in _PLACEHOLDERS:
            if pattern.search(value):
                yield path, f"must be a real value, got the placeholder {value!r} ({kind})"
                break
