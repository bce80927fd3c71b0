"""Limits of single values that CloudFormation's schemas know and the service models do not.

`limits.json` holds them by resource type and path of a property; `derive` writes it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.paths import plain, walk
from sandbox.schema.check import Violation
from sandbox.service_model.pattern import matcher
from sandbox.tables import table
from sandbox.unknown import is_open

FILE = Path(__file__).with_name("limits.json")


def _limits(token: str) -> Mapping[str, Any]:
    return table("schema/limits.json")["types"].get(token, {})


def limited(token: str) -> frozenset[str]:
    """Paths of a type's properties that have limits, without indexes."""
    return frozenset(path.removesuffix("[]") for path in _limits(token))


def check_limits(
    token: str, inputs: Mapping[str, Any], *, but: Collection[str]
) -> Iterator[Violation]:
    """Values of a resource that are out of bounds; those of the properties `but` pass."""
    limits = _limits(token)
    for name, value in inputs.items() if limits else ():
        if name not in but and not name.startswith("__"):
            for path, inner in walk(value, name):
                at = f"{plain(path)}[]" if isinstance(inner, list) else plain(path)
                known = inner is not None and not isinstance(inner, dict) and not is_open(inner)
                if known and (said := _problem(limits.get(at, {}), inner)):
                    yield Violation(path, f"{said}, got {inner!r}")


def _problem(limit: Mapping[str, Any], value: Any) -> str | None:
    """What is required of a value that is out of its bounds."""
    if "enum" in limit and str(value) not in map(str, limit["enum"]):
        return f"must be one of {', '.join(map(str, limit['enum']))}"
    for least, most, of in (
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
    ):
        measured = len(value) if of and isinstance(value, (str, list)) else _number(value)
        if measured is not None and measured < limit.get(least, measured):
            return f"must be at least {limit[least]}{of}"
        if measured is not None and measured > limit.get(most, measured):
            return f"must be at most {limit[most]}{of}"
    matches = matcher(limit["pattern"]) if "pattern" in limit else None
    if matches and isinstance(value, str) and not matches(value):
        return f"must match {limit['pattern']}"
    return None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
