"""What is wrong with an event pattern, or a filter policy, by its grammar."""

import ipaddress
from typing import Any

_TEXT = ("prefix", "suffix", "equals-ignore-case", "wildcard")


def wrong_pattern(pattern: Any) -> str | None:
    """What is wrong with a pattern: objects whose leaves are lists of what matches."""
    if not isinstance(pattern, dict):
        return "Filter is not an object"
    if not pattern:
        return "Empty objects are not allowed"
    for key, value in pattern.items():
        either = key == "$or" and isinstance(value, list) and len(value) > 1
        if either and all(isinstance(item, dict) for item in value):
            said = next((said for item in value if (said := wrong_pattern(item))), None)
        elif isinstance(value, dict):
            said = wrong_pattern(value)
        elif not isinstance(value, list):
            said = f'"{key}" must be an object or an array'
        elif not value:
            said = "Empty arrays are not allowed"
        else:
            said = next((said for item in value if (said := _wrong_match(item))), None)
        if said:
            return said
    return None


def _wrong_match(match: Any) -> str | None:
    if isinstance(match, list):
        return "Arrays are not allowed in arrays"
    if not isinstance(match, dict):
        return None
    if len(match) != 1:
        return "Only one key allowed in match expression"
    ((kind, value),) = match.items()
    if kind in _TEXT:
        return _wrong_text(kind, value)
    check = {
        "anything-but": _wrong_exclusion,
        "numeric": _wrong_numbers,
        "exists": _wrong_presence,
        "cidr": _wrong_network,
    }.get(kind)
    return check(value) if check else f"Unrecognized match type {kind}"


def _wrong_text(kind: str, value: Any) -> str | None:
    if kind in ("prefix", "suffix") and isinstance(value, dict):
        return None if list(value) == ["equals-ignore-case"] else f"Malformed {kind} match"
    if not isinstance(value, str):
        return f"{kind} match pattern must be a string"
    if kind == "wildcard" and "**" in value:
        return "Consecutive wildcard characters"
    return None


def _wrong_exclusion(value: Any) -> str | None:
    if isinstance(value, dict):
        inner = [(k, v if isinstance(v, list) else [v]) for k, v in value.items()]
        fits = len(inner) == 1 and inner[0][0] in _TEXT and inner[0][1]
        if not fits:
            return "Malformed anything-but match"
        return next((s for v in inner[0][1] if (s := _wrong_text(inner[0][0], v))), None)
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
    number = all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in numbers)
    return None if number else "Bad value in numeric range"


def _wrong_presence(value: Any) -> str | None:
    return None if isinstance(value, bool) else "exists match pattern must be true or false"


def _wrong_network(value: Any) -> str | None:
    try:
        wrong = "/" not in str(value) or not ipaddress.ip_network(str(value), strict=False)
    except ValueError:
        wrong = True
    return "Malformed CIDR" if wrong else None
