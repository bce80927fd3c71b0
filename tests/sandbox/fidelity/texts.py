"""Texts that match a pattern of a service model."""

import re
from re import _constants as codes  # pyright: ignore[reportAttributeAccessIssue]
from re import _parser as parser  # pyright: ignore[reportAttributeAccessIssue]
from typing import Any

_CATEGORY = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_WORD: "a", codes.CATEGORY_SPACE: " "}


def matching(pattern: str, least: int) -> str:
    """Return a text of at least so many characters, where the pattern can be that long."""
    plain = re.sub(r"\\p\{[^}]*\}", "a-z", pattern)
    try:
        parsed = parser.parse(plain)
    except re.error:
        parsed = parser.parse(".*")
    for times in (1, least, 2 * least):
        text = _of(parsed, times)
        if len(text) >= least:
            return text
    return "a" * least


def _of(parsed: Any, times: int) -> str:
    return "".join(_one(code, value, times) for code, value in parsed)


def _one(code: Any, value: Any, times: int) -> str:
    match code:
        case codes.LITERAL:
            return chr(value)
        case codes.NOT_LITERAL | codes.ANY:
            return "a"
        case codes.IN:
            return _member(value)
        case codes.MAX_REPEAT | codes.MIN_REPEAT:
            low, high, inner = value
            return _of(inner, times) * max(low, min(high, times))
        case codes.SUBPATTERN:
            return _of(value[-1], times)
        case codes.BRANCH:
            return _of(value[1][0], times)
        case _:
            return ""


def _member(choices: Any) -> str:
    """Return one character of a class, a letter if it has any."""
    found = [
        chr(value if code is codes.LITERAL else value[0])
        for code, value in choices
        if code in (codes.LITERAL, codes.RANGE)
    ]
    found += [_CATEGORY.get(value, "a") for code, value in choices if code is codes.CATEGORY]
    if any(code is codes.NEGATE for code, _ in choices):
        return next(letter for letter in "aA0-. " if letter not in found)
    return next((letter for letter in found if letter.isalpha()), found[0])
