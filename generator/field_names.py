"""The names that a JSON schema allows at one place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any


def unknown_field(schema: Mapping[str, Any], path: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the first name in `path` that `schema` forbids, and the names it allows there."""
    here = [schema]
    for name in re.findall(r"[^.\[\]]+", path):
        shapes = [shape for found in here for shape in _shapes(schema, found)]
        below = list[Mapping[str, Any]]()
        allowed = set[str]()
        closed = bool(shapes)
        for shape in shapes:
            properties = shape.get("properties", {})
            allowed |= properties.keys()
            more = shape.get("additionalProperties", True)
            closed = closed and "properties" in shape and more is False
            for found in (properties.get(name), more, shape.get("items")):
                if isinstance(found, Mapping):
                    below.append(found)
        if closed and name not in allowed:
            return name, tuple(sorted(allowed))
        here = below
    return None


def _shapes(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas that `schema` stands for, references and alternatives resolved."""
    if "$ref" in schema:
        yield from _shapes(root, root.get("$defs", {})[schema["$ref"].rsplit("/", 1)[1]])
    for key in ("allOf", "anyOf", "oneOf"):
        for choice in schema.get(key, ()):
            yield from _shapes(root, choice)
    if schema.get("type") in ("object", "array"):
        yield schema
