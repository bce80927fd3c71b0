"""The service model's shapes: members by their names in Pulumi, and values in their types."""

import functools
import json
from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.paths import canonical, segments
from sandbox.provider.wire import Asset, has_unknown
from sandbox.service_model import service_model


def operation(service: str, name: str) -> OperationModel:
    """Model of one operation."""
    return service_model(service).operation_model(name)


def input_shape(service: str, name: str) -> StructureShape | None:
    """Shape of the request of one operation."""
    found: Any = operation(service, name).input_shape
    return found


def members_of(shape: Shape) -> Mapping[str, Shape]:
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


def in_form(shape: Shape | None, params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters in the types of a request's members; of what there may be several, as a list."""
    members = members_of(shape) if shape is not None else {}
    return {
        name: value
        if isinstance(value, list)
        else [value]
        if isinstance(members[name], ListShape)
        else in_type(members[name], value)
        for name, value in params.items()
    }


def name_value_pair(shape: Shape) -> tuple[str, str] | None:
    """Names of the members of a name and value pair, None where the structure is none."""
    names = {member.lower(): member for member in members_of(shape)}
    for key in ("key", "name", "tagkey"):
        for value in ("value", "values", "tagvalue"):
            if key in names and value in names and len(names) <= 3:
                return names[key], names[value]
    return None


def in_type(shape: Shape, value: Any) -> Any:
    """A single value as the type of its member, where nothing is lost by that."""
    kind = shape.type_name
    if isinstance(value, Asset):
        return value
    if kind == "string" and not isinstance(value, (str, dict, list)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "string" and isinstance(value, (dict, list)):
        return UNKNOWN if has_unknown(value) else json.dumps(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind in ("integer", "long") and isinstance(value, str):
        return int(value) if value.lstrip("-").isdigit() else value
    if kind in ("float", "double") and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    if kind == "blob" and isinstance(value, str):
        return value.encode()
    return value
