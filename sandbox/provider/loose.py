"""Requests of a derived type, where names do not tell all.

What fits the model stays, and what is missing is made.
The real provider wraps, renames and fills in by code of its own, which no model holds.
"""

from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.difference import digest
from sandbox.provider.likeness import carried, told
from sandbox.service_model import required
from sandbox.service_model.pattern import matcher
from sandbox.service_model.shapes import element_of, limits_of, member_named, members_of
from sandbox.unknown import Asset

_TEXTS = ("Managed by Pulumi", "sandbox")
"""What the provider describes things by, and a word for anything else."""

_SWITCHES = {
    "true": ("true", "enabled", "enable", "on"),
    "false": ("false", "disabled", "disable", "off"),
}


def alike(shape: Shape, key: str) -> str | None:
    """Member that a nested property is like: `name` is the `metricName` of a transformation."""
    return carried(shape, [key], shape.name).get(key)


def wrapper(shape: Shape, value: Mapping[str, Any]) -> str | None:
    """Member of a structure that all of a nested property is in, where the SDK leaves it out."""
    inner = [m for m, below in members_of(shape).items() if isinstance(below, StructureShape)]
    if any(member_named(shape, key, "") for key in value) or not value:
        return None
    found = [m for m in inner if all(member_named(members_of(shape)[m], k, "") for k in value)]
    return found[0] if len(found) == 1 else None


def counted(shape: Shape, value: Any) -> str | None:
    """Member for the items of a list that is sent with their number, as CloudFront has it."""
    both = {"Items", "Quantity"} <= set(members_of(shape))
    return "Items" if both and isinstance(value, list) else None


def text(shape: Shape, value: Any, *, any_case: bool) -> Any:
    """A value for which the API has a text of its own: a list, a switch, or a word in capitals."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    if not isinstance(value, (bool, str)):
        return value
    given = str(value).lower()
    own = (given,) if any_case else ()
    words = (*own, *_SWITCHES.get(given, ()))
    known: list[str] = getattr(shape, "enum", None) or []
    return next((word for word in known if word.lower() in words), value)


def fitting(shape: Shape, value: Any, *, complete: bool) -> Any:
    """What of a request the model has a place for; `complete` adds what it requires besides."""
    if value is UNKNOWN or isinstance(value, Asset):
        return value
    if isinstance(shape, StructureShape):
        return _structure(shape, value, complete) if isinstance(value, dict) else None
    if isinstance(shape, ListShape):
        if not isinstance(value, list):
            return None
        items = [fitting(element_of(shape), item, complete=complete) for item in value]
        kept = [item for item in items if item is not None]
        return kept if kept or not value else None
    fits = isinstance(value, dict) == isinstance(shape, MapShape) and not isinstance(value, list)
    return value if fits else None


def _structure(shape: StructureShape, value: Mapping[str, Any], complete: bool) -> dict[str, Any]:
    members = members_of(shape)
    inner = {k: fitting(members[k], v, complete=complete) for k, v in value.items() if k in members}
    found = {k: v for k, v in inner.items() if v is not None}
    for name in required(shape) if complete else ():
        if name not in found and (made := _made(members[name])) is not None:
            # Tells one request from another, so that no two are for the same thing.
            found[name] = digest(found) if name in told()["once"].split() else made
    return found


def _made(shape: Shape) -> Any:
    """The least that a required member takes; None where no text is sure to fit."""
    if isinstance(shape, StructureShape):
        return _structure(shape, {}, True)
    if isinstance(shape, ListShape):
        return [] if not limits_of(shape).get("min") else None
    least = limits_of(shape).get("min", 0)
    kind = shape.type_name
    if kind == "string":
        pattern = matcher(limits_of(shape)["pattern"]) if "pattern" in limits_of(shape) else None
        words = getattr(shape, "enum", None) or _TEXTS
        fits = (w for w in words if (pattern is None or pattern(w)) and len(w) >= least)
        return next(fits, None)
    return {"boolean": False, "integer": least, "long": least, "map": {}}.get(kind)
