"""Formats that the provider itself checks, because the model of the service leaves them open.

In the table a format is a text: `json`, `network`, `network of IPv4`, `arn`, `one of A B`,
`7 to 30`, or `like PATTERN: words for it`.
"""

import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from typing import Any


def problem(format_: str, value: Any) -> str | None:
    """What is required of `value` where it does not have the format, else None."""
    if format_ in _NAMED:
        return _NAMED[format_](value)
    if format_.startswith("one of "):
        allowed = format_.split()[2:]
        if str(value) in allowed:
            return None
        return f"must be one of {', '.join(allowed)}, got {value!r}"
    if format_.startswith("like "):
        pattern, _, said = format_.removeprefix("like ").partition(": ")
        return None if re.fullmatch(pattern, str(value)) else f"must be {said}, got {value!r}"
    low, high = (int(n) for n in format_.split(" to "))
    number = isinstance(value, (int, float)) or re.fullmatch(r"-?\d+", str(value))
    inside = number and low <= float(value) <= high
    return None if inside else f"must be between {low} and {high}, got {value!r}"


def _json(value: Any) -> str | None:
    try:
        parsed = json.loads(str(value))
    except ValueError as error:
        text = repr(value)
        short = text if len(text) <= 60 else f"{text[:57]}..."
        return f"must be a JSON document, got {short} ({error})"
    return None if isinstance(parsed, (dict, list)) else f"must be a JSON object, got {value!r}"


def _network(value: Any) -> str | None:
    try:
        ipaddress.ip_network(str(value))
    except ValueError:
        return f"must be a network in CIDR notation without host bits, got {value!r}"
    return None


def _network_of(version: int) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        wrong = _network(value)
        if wrong is None and ipaddress.ip_network(str(value)).version != version:
            return f"must be a network of IPv{version}, got {value!r}"
        return wrong

    return check


def _arn(value: Any) -> str | None:
    if re.match(r"arn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12}|aws)?:.+", str(value)):
        return None
    return f"must be an ARN, got {value!r}"


_NAMED: Mapping[str, Callable[[Any], str | None]] = {
    "json": _json,
    "network": _network,
    "network of IPv4": _network_of(4),
    "network of IPv6": _network_of(6),
    "arn": _arn,
}
