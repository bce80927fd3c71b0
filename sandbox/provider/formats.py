"""Formats that the provider itself checks, because the model of the service leaves them open.

In the table a format is a text: `json`, `network`, `network of IPv4`, `arn`, `one of A B`,
`7 to 30`, or `like PATTERN: words for it`.
"""

import ipaddress
import json
import re
from typing import Any


def problem(format_: str, value: Any) -> str | None:
    """What is required of `value` where it does not have the format, else None."""
    kind, _, more = format_.partition(" ")
    if kind == "json":
        return _json(value)
    if kind == "network":
        required = _not_a_network(str(value), more.removeprefix("of IPv"))
    elif kind == "arn":
        form = r"arn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12}|aws)?:.+"
        required = "" if re.match(form, str(value)) else "an ARN"
    elif kind == "one":
        allowed = more.split()[1:]
        required = "" if str(value) in allowed else f"one of {', '.join(allowed)}"
    elif kind == "like":
        pattern, _, said = more.partition(": ")
        required = "" if re.fullmatch(pattern, str(value)) else said
    else:
        low, high = (int(n) for n in format_.split(" to "))
        number = isinstance(value, (int, float)) or re.fullmatch(r"-?\d+", str(value))
        inside = number and low <= float(value) <= high
        required = "" if inside else f"between {low} and {high}"
    return f"must be {required}, got {value!r}" if required else None


def _json(value: Any) -> str | None:
    try:
        parsed = json.loads(str(value))
    except ValueError as error:
        text = repr(value)
        short = text if len(text) <= 60 else f"{text[:57]}..."
        return f"must be a JSON document, got {short} ({error})"
    return None if isinstance(parsed, (dict, list)) else f"must be a JSON object, got {value!r}"


def _not_a_network(text: str, version: str) -> str:
    try:
        network = ipaddress.ip_network(text if "/" in text else "")
    except ValueError:
        return "a network in CIDR notation without host bits"
    return f"a network of IPv{version}" if version not in ("", str(network.version)) else ""
