"""Ids that a service gives to what it makes, in the form that its model says."""

import re
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.service_model.pattern import matcher

_LENGTHS = (32, 17, 12, 64, *range(10, 41), *range(1, 10))
"""How many characters ids have, the usual numbers first."""


def new_id(shape: Any) -> str:
    """Make an id that `shape` allows: a UUID, else digits after a word of its pattern."""
    uuid, hexadecimal = str(mock_random.uuid4()), mock_random.get_random_hex(64)
    limits: dict[str, Any] = shape.metadata if shape is not None else {}
    pattern = limits.get("pattern", "")
    fits = matcher(pattern) if pattern else None
    # Without character classes and escapes; a letter, where it must not begin with a digit.
    plain = re.sub(r"\[[^\]]*\]|\\.", " ", re.sub(r"[()]", "", pattern))
    words = ["", *re.findall(r"(?:[A-Za-z]+[-_])+|[A-Za-z]+", plain), "a", "a-"]
    texts = (hexadecimal, str(int(hexadecimal, 16) + 10**77), uuid)
    forms = (word + text[:n] for word in words for text in texts for n in _LENGTHS)
    for text in (uuid, *forms):
        long_enough = limits.get("min", 0) <= len(text) <= limits.get("max", len(text))
        if long_enough and (fits is None or fits(text)):
            return text
    return uuid
