"""Patterns of the service models, which are written in Java's dialect."""

import functools
import re
from collections.abc import Callable
from typing import Any

import regex


@functools.cache
def matcher(pattern: str) -> Callable[[str], Any] | None:
    """Return what says whether a text satisfies `pattern`; None if no engine here can read it.

    A pattern that begins with `^` is searched for, any other has to match the whole text.
    """
    for compile_ in (_with_re, _with_regex):
        compiled = compile_(pattern)
        if compiled is not None:
            return compiled.search if pattern.startswith("^") else compiled.fullmatch
    return None


def _with_re(pattern: str) -> Any:
    # `[[`, `--`, `&&` and `||` in a class mean something else in later dialects; re warns.
    if "\\p{" in pattern or "(?i)" in pattern[1:] or regex.search(r"\[\[|--|&&|\|\|", pattern):
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _with_regex(pattern: str) -> Any:
    try:
        return regex.compile(_surrogates_joined(pattern))
    except regex.error:
        return None


def _surrogates_joined(pattern: str) -> str:
    r"""Write `\uD800\uDC00-\uDBFF\uDFFF`, UTF-16's way, as the range of characters it means."""
    return re.sub(
        r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})",
        lambda pair: f"\\U{_character(int(pair[1], 16), int(pair[2], 16)):08x}",
        pattern,
    )


def _character(high: int, low: int) -> int:
    return 0x10000 + ((high - 0xD800) << 10) + low - 0xDC00
