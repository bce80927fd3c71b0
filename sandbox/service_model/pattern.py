"""Patterns of the service models, which are written in Java's dialect."""

import contextlib
import functools
import re
from collections.abc import Callable
from typing import Any

_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


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
    if "\\p{" in pattern or "(?i)" in pattern[1:] or re.search(r"\[\[|--|&&|\|\|", pattern):
        return None
    with contextlib.suppress(re.error):
        return re.compile(pattern)


def _with_regex(pattern: str) -> Any:
    # Few patterns need it, and it takes a while to import.
    import regex

    with contextlib.suppress(regex.error):
        return regex.compile(_SURROGATES.sub(_character, pattern))


def _character(pair: re.Match[str]) -> str:
    r"""One character for the two that UTF-16 has for it: `\uDBFF\uDFFF`."""
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08x}"
