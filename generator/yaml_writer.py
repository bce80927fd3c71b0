"""Writes plain data as YAML: block style, two spaces, every text that could be misread in quotes.

A serializer of our own because output must be the same bytes whatever library version is installed,
and because a thousand teams are generated in one run.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./@-]*( [A-Za-z0-9_./@-]+)*")
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(:[A-Za-z][A-Za-z0-9_./-]*)?")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def yaml_lines(data: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping, in its own order."""
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{_key(key)}:", value, indent)


def yaml_text(data: Mapping[str, Any], indent: int = 0) -> str:
    """Return a mapping as YAML, in its own order."""
    return "".join(f"{line}\n" for line in yaml_lines(data, indent))


def _entry(start: str, value: Any, indent: int) -> Iterator[str]:
    """Lines of one value behind `start`, which is a key or a dash."""
    if isinstance(value, Mapping) and value:
        yield start
        yield from yaml_lines(value, indent + 2)
    elif isinstance(value, (list, tuple)) and value:
        yield start
        for item in value:
            yield from _item(item, indent + 2)
    else:
        yield f"{start} {yaml_scalar(value)}"


def _item(value: Any, indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}-"
    if isinstance(value, Mapping) and value:
        first, *others = yaml_lines(value, indent + 2)
        yield f"{dash} {first.lstrip(' ')}"
        yield from others
    else:
        yield from _entry(dash, value, indent)


def yaml_scalar(value: Any) -> str:
    """Return a single value, or an empty collection, as YAML."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS
        return value if plain else _quoted(value)
    if isinstance(value, (Mapping, list, tuple)):
        return "{}" if isinstance(value, Mapping) else "[]"
    return json.dumps(value)


def _key(key: str) -> str:
    plain = _PLAIN_KEY.fullmatch(key) is not None and key.lower() not in _WORDS
    return key if plain else _quoted(key)


def _quoted(text: str) -> str:
    """A JSON string is a YAML string, once what YAML cannot hold as it is has been escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if _printable(c) else f"\\U{ord(c):08x}" for c in quoted)


def _printable(character: str) -> bool:
    code = ord(character)
    return 0x20 <= code <= 0x7E or (0xA0 <= code <= 0xFFFD and code not in (0x2028, 0x2029, 0xFEFF))
