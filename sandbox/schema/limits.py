"""Limits of single values that CloudFormation's schemas know and the service models do not.

`limits.json` holds them by resource type and path of a property; `derive` writes it.
"""

import functools
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.schema.check import Violation
from sandbox.service_model.pattern import matcher

FILE = Path(__file__).with_name("limits.json")
Unknown = Callable[[Any], bool]


@functools.cache
def _limits() -> Mapping[str, Mapping[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8"))["types"]


def limited(token: str) -> frozenset[str]:
    """Paths of a type's properties that have limits, without indexes."""
    return frozenset(path.removesuffix("[]") for path in _limits().get(token, ()))


def check_limits(
    token: str, inputs: Mapping[str, Any], *, unknown: Unknown, but: Collection[str]
) -> Iterator[Violation]:
    """Values of a resource that are out of bounds; unknown ones and properties of `but` pass."""
    limits = _limits().get(token, {})
    for name, value in inputs.items() if limits else ():
        if name not in but and not name.startswith("__"):
            yield from _value(limits, value, name, name, unknown)


def _value(
    limits: Mapping[str, Any], value: Any, path: str, plain: str, unknown: Unknown
) -> Iterator[Violation]:
    """`plain` is `path` without indexes."""
    if value is None or unknown(value):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _value(limits, item, f"{path}.{key}", f"{plain}.{key}", unknown)
        return
    said = _problem(limits.get(f"{plain}[]" if isinstance(value, list) else plain, {}), value)
    if said:
        yield Violation(path, f"{said}, got {value!r}")
    for index, item in enumerate(value) if isinstance(value, list) else ():
        yield from _value(limits, item, f"{path}[{index}]", plain, unknown)


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
