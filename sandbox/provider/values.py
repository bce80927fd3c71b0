"""Values of properties in the forms of the service model's shapes."""

import base64
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.names import as_text
from sandbox.paths import put
from sandbox.provider.loose import alike, counted, text, wrapper
from sandbox.service_model import required
from sandbox.service_model.shapes import (
    element_of,
    member_named,
    members_of,
    name_value_pair,
    shape_at,
)
from sandbox.tags import from_pairs
from sandbox.unknown import Asset, has_unknown

_FROM_TEXT = {"integer": int, "long": int, "float": float, "double": float, "blob": str.encode}


@dataclass
class Values:
    """Writes values into a request and notes where each part of it came from."""

    members: Mapping[str, str]
    """By path of a property, its place; others go by their names."""

    sources: dict[str, str]
    """By path of a member, the path of its property."""

    loose: bool
    """Whether names that are only alike count, as of a derived type."""

    any_case: bool = False
    """Whether the words of the API count in small letters, too."""

    exact: bool = False
    """Whether they stand in a document, which the provider reads by its names and types."""

    def put(
        self,
        holder: dict[str, Any],
        shape: Shape,
        place: str,
        value: Any,
        source: str,
        path: str,
        above: str = "",
    ) -> bool:
        """Write a value at a place in a structure that stands in `above`, if it has that place."""
        target, at = shape_at(shape, place), f"{above}{place}"
        if target is None:
            return False
        one_by_one = "=" in place
        if one_by_one and isinstance(value, list):
            written = [self._value(target, item, at, source, path) for item in value]
        else:
            written = self._value(target, value, at, source, path)
        if written is not None and not (one_by_one and written in ("", [])):
            put(holder, place, written)
        self.sources[at] = source
        return True

    def _value(self, shape: Shape, value: Any, at: str, source: str, path: str) -> Any:
        """`value` in the form of `shape`; `path` is that of the property without indexes."""
        if value is UNKNOWN or value is None:
            return value
        if isinstance(shape, StructureShape):
            return self._structure(shape, value, at, source, path)
        if isinstance(shape, ListShape):
            return self._list(shape, value, at, source, path)
        if isinstance(shape, MapShape):
            value = from_pairs(value) if isinstance(value, list) else value
            if not isinstance(value, dict):
                return value
            return {
                k: self._value(element_of(shape), v, f"{at}.{k}", f"{source}.{k}", path)
                for k, v in value.items()
                if v is not None
            }
        if shape.type_name == "blob" and path.endswith(("Base64", "Binary")):
            with contextlib.suppress(ValueError):
                return base64.b64decode(value, validate=True)
        if shape.type_name == "timestamp" and isinstance(value, str):
            return value.replace("_", "T")  # `2026-01-01_00:00` of a budget
        if self.exact:
            return value
        return in_type(shape, text(shape, value, any_case=self.any_case) if self.loose else value)

    def _structure(self, shape: StructureShape, value: Any, at: str, source: str, path: str) -> Any:
        members = members_of(shape)
        if isinstance(value, str):
            # Some properties are documents that the API wants as structures.
            with contextlib.suppress(ValueError):
                parsed = json.loads(value)
                if isinstance(parsed, dict):
                    document = replace(self, exact=True)
                    return document._structure(shape, parsed, at, source, path)
                value = value if isinstance(parsed, (bool, int, float)) else parsed
        items = counted(shape, value) if self.loose else None
        if items:
            inner = self._value(members[items], value, f"{at}.{items}", source, path)
            return {"Quantity": len(value), items: inner}
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return self._structure(shape, value[0], at, f"{source}[0]", path) if value else {}
        if isinstance(value, bool) and all(m.type_name != "boolean" for m in members.values()):
            return {} if value else None  # Whether it is there is all that it says.
        if isinstance(value, dict):
            within = wrapper(shape, value) if self.loose else None
            if not within:
                return self.members_in(shape, value, f"{at}.", source, path)
        else:
            # A structure around a single thing, as `{ Value = true }`; Pulumi has the thing itself.
            names = required(shape) if self.loose and len(members) > 1 else list(members)
            if len(names) != 1:
                return value
            within = names[0]
        return {within: self._value(members[within], value, f"{at}.{within}", source, path)}

    def members_in(
        self, shape: Shape, value: Mapping[str, Any], above: str, source: str, path: str
    ) -> dict[str, Any]:
        """The members of a structure, by the names of the properties in it."""
        written = dict[str, Any]()
        for key, item in value.items():
            if item is None or key.startswith("__"):
                continue
            below, where = f"{path}.{key}", f"{source}.{key}"
            place = self.members.get(below)
            if place is None and self.exact:
                place = {name.lower(): name for name in members_of(shape)}.get(key.lower(), key)
            elif place is None:
                place = member_named(shape, key, shape.name if self.loose else "")
                place = place or (alike(shape, key) if self.loose else None) or key
            if place and not self.put(written, shape, place, item, where, below, above):
                # Passed on as it is, so that the service model names it as the mistake it is.
                written[key] = item
                self.sources[f"{above}{key}"] = where
        return written

    def _list(self, shape: ListShape, value: Any, at: str, source: str, path: str) -> Any:
        element = element_of(shape)
        pair = name_value_pair(element) if isinstance(value, dict) else None
        if pair and not any(member_named(element, k, "") for k in value):
            name, content = pair
            inner = members_of(element)[content]
            return [
                {name: k, content: self._value(inner, v, f"{at}[{i}]", f"{source}.{k}", path)}
                for i, (k, v) in enumerate(value.items())
            ]
        if self.exact and not isinstance(value, list):
            return value
        written = list[Any]()
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            here, where = f"{at}[{index}]", f"{source}[{index}]"
            where = where if isinstance(value, list) else source
            self.sources[here] = where
            written.append(self._value(element, item, here, where, path))
        return written


def in_type(shape: Shape, value: Any) -> Any:
    """A value as the type of its member, where nothing is lost by that."""
    kind = shape.type_name
    if isinstance(shape, ListShape):
        return value if isinstance(value, list) else [value]
    if isinstance(value, Asset):
        return value.read()
    if kind == "string" and isinstance(value, (dict, list)):
        return UNKNOWN if has_unknown(value) else json.dumps(value)
    if kind == "string" and not isinstance(value, str):
        return as_text(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if isinstance(value, str) and kind in _FROM_TEXT:
        with contextlib.suppress(ValueError):
            return _FROM_TEXT[kind](value)
    return value
