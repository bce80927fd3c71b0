"""Conditions of statements, with IAM's operators.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Single-valued vs.
multivalued context keys".
"""

import functools
import ipaddress
import operator
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol


class Keys(Protocol):
    """Condition keys of a request: a text, a list of texts, or None for a key that is absent."""

    def get(self, key: str, /) -> Any:
        """Value of a key, whose name is in small letters."""
        ...


_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_LITERAL = {"*": "*", "?": "?", "$": "$"}


def listed(value: Any) -> list[Any]:
    """A value of a policy as a list: one stands for a list of one."""
    return value if isinstance(value, list) else [value]


def filled(text: str, keys: Keys) -> str:
    """`text` with the request's values for policy variables; an absent one matches nothing."""
    if "${" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name, _, default = match[1].partition(",")
        found = _LITERAL.get(name) or keys.get(name.strip().lower())
        return str(found) if found is not None else default.strip(" '") or "\0"

    return _VARIABLE.sub(value, text)


def like(value: str, pattern: str) -> bool:
    """Whether a pattern with `*` and `?` matches the whole of a text."""
    return _expression(pattern).fullmatch(value) is not None


@functools.lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(text, re.DOTALL)


def _same_text(value: str, wanted: str) -> bool:
    return value.lower() == wanted.lower()


def _in_network(value: str, wanted: str) -> bool:
    return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)


def _moment(text: str) -> float:
    if re.fullmatch(r"[\d.]+", text):
        return float(text)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _compared(read: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Any:
    def test(value: str, wanted: str) -> bool:
        try:
            return compare(read(value), read(wanted))
        except ValueError:
            return False

    return test


_ORDER = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "StringEquals": operator.eq,
    "StringEqualsIgnoreCase": _same_text,
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
    "BinaryEquals": operator.eq,
    "Bool": _same_text,
    "IpAddress": _in_network,
    **{f"Numeric{name}": _compared(float, test) for name, test in _ORDER.items()},
    **{f"Date{name}": _compared(_moment, test) for name, test in _ORDER.items()},
}
_OPPOSITES = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}


def hold(conditions: Mapping[str, Mapping[str, Any]], keys: Keys) -> bool:
    """Whether all conditions of a statement are met."""
    return all(
        _holds(name, keys.get(key.lower()), [filled(_text(v), keys) for v in listed(wanted)])
        for name, by_key in conditions.items()
        for key, wanted in by_key.items()
    )


def _holds(name: str, given: Any, wanted: list[str]) -> bool:
    quantity, _, rest = name.rpartition(":")
    base = rest.removesuffix("IfExists")
    if base == "Null":
        return (given is None) == (wanted[0].lower() == "true")
    opposite = base in _OPPOSITES
    if given is None or given == []:
        by_absence = opposite or rest != base
        return quantity == "ForAllValues" or (by_absence and quantity != "ForAnyValue")
    test = _TESTS[_OPPOSITES.get(base, base)]
    met = [any(test(_text(v), w) for w in wanted) != opposite for v in listed(given)]
    every = quantity == "ForAllValues" or (opposite and not quantity)
    return all(met) if every else any(met)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
