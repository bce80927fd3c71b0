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

from sandbox.names import as_text


class Keys(Protocol):
    """Condition keys of a request: a text, a list of texts, or None for a key that is absent."""

    def get(self, key: str, /) -> Any:
        """Value of a key, whose name is in small letters."""
        ...


_VARIABLE = re.compile(r"\$\{([^}]*)\}")


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
    if variable in ("*", "?", "$"):
        return variable
    name, _, default = variable.partition(",")
    found = keys.get(name.strip().lower())
    return as_text(found) if found is not None else default.strip(" '") or "\0"


def _arn_like(value: str, wanted: str) -> bool:
    """Part by part: no wildcard reaches over a colon, and the parts that are left out are any."""
    given, parts = value.split(":", 5), wanted.split(":", 5)
    parts += ["*"] * (6 - len(parts))
    return len(given) == 6 and all(
        _expression(part).fullmatch(one) for part, one in zip(parts, given, strict=True)
    )


def _moment(text: str) -> float:
    if re.fullmatch(r"[\d.]+", text):
        return float(text)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


_READ: Mapping[str, Callable[[str], Any]] = {
    "Numeric": float,
    "Date": _moment,
    "Bool": str.lower,
    "StringEqualsIgnoreCase": str.lower,
}
"""How values are read by operators whose names begin so; as they are by the others."""

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
"""How they are compared by operators whose names end so; the others want them to be equal."""


def _meets(name: str, value: str, wanted: str, keys: Keys) -> bool:
    """What an operator without `Not` says to one value and one of the condition's."""
    if name == "StringLike":
        return like(value, wanted, keys)
    wanted = _VARIABLE.sub(lambda match: _value(match[1], keys), wanted)
    if name.startswith("Arn"):
        return _arn_like(value, wanted)
    read = next((how for start, how in _READ.items() if name.startswith(start)), str)
    compared = next((how for end, how in _COMPARED.items() if name.endswith(end)), operator.eq)
    try:
        if name == "IpAddress":
            network = ipaddress.ip_network(wanted, strict=False)
            return ipaddress.ip_address(value) in network
        return compared(read(value), read(wanted))
    except ValueError:
        return False


def hold(conditions: Mapping[str, Mapping[str, Any]], keys: Keys) -> bool:
    """Whether all conditions of a statement are met."""
    return all(
        _holds(name, keys.get(key.lower()), [as_text(one) for one in listed(wanted)], keys)
        for name, by_key in conditions.items()
        for key, wanted in by_key.items()
    )


def _holds(name: str, given: Any, wanted: list[str], keys: Keys) -> bool:
    quantity, _, rest = name.rpartition(":")
    base = rest.removesuffix("IfExists")
    opposite = "Not" in base
    if base == "Null":
        return (given is None) == (wanted[0].lower() == "true")
    every = quantity == "ForAllValues" or (opposite and not quantity)
    if given is None or given == []:
        return rest != base or every
    met = [
        any(_meets(base.replace("Not", ""), as_text(one), w, keys) for w in wanted) != opposite
        for one in listed(given)
    ]
    return all(met) if every else any(met)
