"""What is wrong with an event pattern, or a filter policy, by its grammar."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

_TEXTS = ("prefix", "suffix", "equals-ignore-case", "wildcard")


def wrong_pattern(pattern: Any) -> str | None:
    """What is wrong with a pattern: objects whose leaves are lists of what matches."""
    if not isinstance(pattern, dict):
        return "Filter is not an object"
    return _first(_wrong_member, pattern.items()) if pattern else "Empty objects are not allowed"


def _first(check: Callable[[Any], str | None], values: Iterable[Any]) -> str | None:
    return next((said for value in values if (said := check(value))), None)


def _wrong_member(member: tuple[str, Any]) -> str | None:
    key, value = member
    if isinstance(value, dict):
        return wrong_pattern(value)
    if not isinstance(value, list):
        return f'"{key}" must be an object or an array'
    if key == "$or" and len(value) > 1 and all(isinstance(item, dict) for item in value):
        return _first(wrong_pattern, value)
    return _first(_wrong_match, value) if value else "Empty arrays are not allowed"


def _wrong_match(match: Any) -> str | None:
    if isinstance(match, list):
        return "Arrays are not allowed in arrays"
    if not isinstance(match, dict):
        return None
    if len(match) != 1:
        return "Only one key allowed in match expression"
    ((kind, value),) = match.items()
    if kind in _TEXTS:
        return _wrong_text(kind, value)
    if kind == "anything-but":
        return _wrong_exclusion(value)
    if kind == "numeric":
        return _wrong_numbers(value)
    if kind == "exists":
        return None if isinstance(value, bool) else "exists match pattern must be true or false"
    if kind == "cidr":
        return None if _is_network(str(value)) else "Malformed CIDR"
    return f"Unrecognized match type {kind}"


def _wrong_text(kind: str, value: Any) -> str | None:
    if kind in ("prefix", "suffix") and isinstance(value, dict):
        return None if list(value) == ["equals-ignore-case"] else f"Malformed {kind} match"
    if not isinstance(value, str):
        return f"{kind} match pattern must be a string"
    return "Consecutive wildcard characters" if kind == "wildcard" and "**" in value else None


def _wrong_exclusion(value: Any) -> str | None:
    if isinstance(value, dict):
        inner = [
            (k, text) for k, v in value.items() for text in (v if isinstance(v, list) else [v])
        ]
        if len(value) != 1 or not inner or inner[0][0] not in _TEXTS:
            return "Malformed anything-but match"
        return _first(lambda match: _wrong_text(*match), inner)
    items = value if isinstance(value, list) else [value]
    if not items or any(isinstance(item, (dict, list)) for item in items):
        return "Value of anything-but must be a value or a list of them that is not empty"
    return None


def _wrong_numbers(value: Any) -> str | None:
    if not isinstance(value, list) or len(value) not in (2, 4):
        return "Bad numeric range"
    operators, numbers = value[::2], value[1::2]
    if any(operator not in ("=", "<", "<=", ">", ">=") for operator in operators):
        return f"Unrecognized numeric range operator: {operators}"
    if not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in numbers):
        return "Bad value in numeric range"
    if len(numbers) == 1:
        return None
    upwards = operators[0][0] + operators[1][0] == "><"
    return None if upwards and numbers[0] < numbers[1] else "Bottom must be less than top"


def _is_network(text: str) -> bool:
    try:
        return "/" in text and bool(ipaddress.ip_interface(text))
    except ValueError:
        return False
