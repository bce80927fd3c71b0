"""Conditions of statements, with IAM's operators, and texts with wildcards and variables.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Single-valued vs.
multivalued context keys" and "Variables and tags".
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


Test = Callable[[str, str, Keys], bool]
"""Compares a value with one of a condition's, which may have variables."""

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_LITERAL = {"*": "*", "?": "?", "$": "$"}


def listed(value: Any) -> list[Any]:
    """A value of a policy as a list: one stands for a list of one."""
    return value if isinstance(value, list) else [value]


def like(value: str, pattern: str, keys: Keys) -> bool:
    """Whether a pattern with `*`, `?` and policy variables matches the whole of a text."""
    if "${" not in pattern:
        return _expression(pattern).fullmatch(value) is not None
    # Literal texts and names of variables take turns; wildcards in a variable's value are none.
    parts = [
        re.escape(_value(part, keys)) if index % 2 else _expression(part).pattern
        for index, part in enumerate(_VARIABLE.split(pattern))
    ]
    return re.fullmatch("".join(parts), value, re.DOTALL) is not None


@functools.lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(text, re.DOTALL)


def _value(variable: str, keys: Keys) -> str:
    """The request's value for a policy variable; an absent one matches nothing."""
    name, _, default = variable.partition(",")
    found = _LITERAL.get(name) or keys.get(name.strip().lower())
    return _text(found) if found is not None else default.strip(" '") or "\0"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _compared(
    read: Callable[[str], Any], compare: Callable[[Any, Any], bool] = operator.eq
) -> Test:
    def test(value: str, wanted: str, keys: Keys) -> bool:
        try:
            return compare(read(value), read(_filled(wanted, keys)))
        except ValueError:
            return False

    return test


def _filled(text: str, keys: Keys) -> str:
    return _VARIABLE.sub(lambda match: _value(match[1], keys), text)


def _arn_like(value: str, wanted: str, keys: Keys) -> bool:
    """Part by part: no wildcard reaches over a colon, and the parts that are left out are any."""
    given, parts = value.split(":", 5), _filled(wanted, keys).split(":", 5)
    parts += ["*"] * (6 - len(parts))
    return len(given) == 6 and all(map(like, given, parts, [keys] * 6))


def _in_network(value: str, wanted: str) -> bool:
    return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)


def _moment(text: str) -> float:
    if re.fullmatch(r"[\d.]+", text):
        return float(text)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


_ORDER = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
_TESTS: Mapping[str, Test] = {
    "StringEquals": _compared(str),
    "StringEqualsIgnoreCase": _compared(str.lower),
    "StringLike": like,
    "ArnEquals": _arn_like,
    "ArnLike": _arn_like,
    "BinaryEquals": _compared(str),
    "Bool": _compared(str.lower),
    "IpAddress": _compared(str, _in_network),
    **{f"Numeric{name}": _compared(float, test) for name, test in _ORDER.items()},
    **{f"Date{name}": _compared(_moment, test) for name, test in _ORDER.items()},
}
"""Operators; those with `Not` in their names are their opposites."""


def hold(conditions: Mapping[str, Mapping[str, Any]], keys: Keys) -> bool:
    """Whether all conditions of a statement are met."""
    return all(
        _holds(name, keys.get(key.lower()), [_text(one) for one in listed(wanted)], keys)
        for name, by_key in conditions.items()
        for key, wanted in by_key.items()
    )


def _holds(name: str, given: Any, wanted: list[str], keys: Keys) -> bool:
    quantity, _, rest = name.rpartition(":")
    base = rest.removesuffix("IfExists")
    opposite = "Not" in base
    if base == "Null":
        return (given is None) == (wanted[0].lower() == "true")
    if given is None or given == []:
        return rest != base or quantity == "ForAllValues" or (opposite and not quantity)
    test = _TESTS[base.replace("Not", "")]
    met = [any(test(_text(v), w, keys) for w in wanted) != opposite for v in listed(given)]
    every = quantity == "ForAllValues" or (opposite and not quantity)
    return all(met) if every else any(met)
