"""The shapes of the service models: members by their names in Pulumi, and by paths."""

import functools
from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from sandbox.names import canonical
from sandbox.paths import segments
from sandbox.service_model import service_model


def operation(service: str, name: str) -> OperationModel:
    """Model of one operation."""
    return service_model(service).operation_model(name)


def input_shape(service: str, name: str) -> StructureShape | None:
    """Shape of the request of one operation."""
    found: Any = operation(service, name).input_shape
    return found


def members_of(shape: Shape | None) -> Mapping[str, Shape]:
    """Members of a structure by name; none of any other shape."""
    found: Any = shape.members if isinstance(shape, StructureShape) else {}
    return found


def limits_of(shape: Shape) -> Mapping[str, Any]:
    """Limits of a value: `min`, `max`, `pattern`, and what else the model notes of it."""
    found: Any = shape.metadata
    return found


def element_of(shape: Shape) -> Shape:
    """Shape of what a list or a map holds."""
    found: Any = shape.value if isinstance(shape, MapShape) else getattr(shape, "member", None)
    return found


@functools.cache
def _names(shape: Shape) -> dict[str, str]:
    """Members of a structure by their canonical names; an exact spelling wins over a plural."""
    found = dict[str, str]()
    for member in members_of(shape):
        found.setdefault(canonical(member), member)
    found.update({member.lower(): member for member in members_of(shape)})
    return found


def member_named(shape: Shape, name: str, noun: str) -> str | None:
    """Member that a property means, by its name or with the resource's noun before it."""
    names = _names(shape)
    for candidate in (name, f"{noun}{name}"):
        found = names.get(candidate.lower()) or names.get(canonical(candidate))
        if found:
            return found
    return None


def shape_at(shape: Shape, path: str) -> Shape | None:
    """Shape of what stands at `path` below `shape`."""
    current: Shape | None = shape
    for name, index in segments(path):
        if isinstance(current, MapShape):
            current = element_of(current)
        elif isinstance(current, StructureShape):
            current = members_of(current).get(name)
        else:
            return None
        if index is not None:
            current = element_of(current) if isinstance(current, ListShape) else None
    return current


def name_value_pair(shape: Shape) -> tuple[str, str] | None:
    """Names of the members of a name and value pair, None where the structure is none."""
    names = {canonical(member): member for member in members_of(shape)}
    key = next((names[k] for k in ("key", "name", "tagkey") if k in names), None)
    value = next((names[v] for v in ("value", "tagvalue") if v in names), None)
    return (key, value) if key and value and len(names) <= 3 else None
