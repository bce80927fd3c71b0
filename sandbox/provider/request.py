"""Properties of a resource as the request of a call, by their names and the model's shapes."""

import base64
import contextlib
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.account import AccountError
from sandbox.provider.descriptor import NOTHING, Properties, ResourceType, Step
from sandbox.provider.forms import content, told
from sandbox.provider.likeness import required, split
from sandbox.provider.loose import alike, counted, fitting, text, wrapper
from sandbox.provider.parameters import Request, identify, patch_operations
from sandbox.provider.paths import fill, filled, from_pairs, put
from sandbox.provider.shapes import (
    element_of,
    in_type,
    input_shape,
    member_named,
    members_of,
    name_value_pair,
    shape_at,
)
from sandbox.provider.tags import creation_tags
from sandbox.provider.wire import Asset, has_unknown
from sandbox.schema.store import resource_schema

_ONLY_GROWS = "{}: must hold all that it held before, got none like {}"
_PROVIDER_OWN = frozenset(("id", "region", "account", "partition", "tags", "tagsAll"))


def build(
    kind: ResourceType,
    step: Step,
    properties: Properties,
    *,
    old: Properties | None = None,
    tags: Mapping[str, str] | None = None,
) -> Request:
    """The request of `step` for a resource with `properties`.

    `old` are the properties before a change, for members that carry only the difference; `tags` is
    what a creating request carries.
    """
    shape = input_shape(kind.service, step.operation)
    request = Request(step.operation, {})
    if shape is None:
        return request
    prepared = told(kind, properties)
    before = told(kind, old) if old is not None else {}
    own = _PROVIDER_OWN | kind.local | _computed(kind.token)
    members = {**kind.members, **step.members}
    writer = _Writer(shape, request, members, prepared, split(step.operation)[1], kind.derived)
    for name, value in prepared.items():
        if value is None or name.startswith("__") or name in own:
            continue
        if step.patches or (step.properties and name not in step.properties):
            continue
        writer.top(name, value, before.get(name), step.into)
    for name in step.properties & set(before):
        # All that a removed list held is taken away.
        if prepared.get(name) is None and members.get(name, "").startswith(("+", "-")):
            writer.top(name, [], before[name], step.into)
    # An update is made on what there is: by the name that it has until then.
    held = {name: before[name] for name in kind.key.values() if before.get(name) is not None}
    identify(kind, shape, {**prepared, **held}, request)
    for path, value in step.fixed.items():
        given = filled(value, prepared)
        if given is not None:
            put(request.params, path, given)
    for path, operation in patch_operations(step, prepared, before):
        found = request.params.setdefault("patchOperations", [])
        request.sources[f"patchOperations[{len(found)}].value"] = path
        request.used.add(path.split(".")[0])
        found.append(operation)
    for member, value in creation_tags(shape, kind.token, tags).items() if tags else ():
        request.params[member] = value
        request.sources[member] = "tags"
    if kind.derived:
        request.params = fitting(shape, request.params, complete=step.properties != NOTHING)
    return request


def calls(step: Step, state: Properties, before: Properties) -> Iterator[tuple[Step, Properties]]:
    """The calls of a step: one, or one for each item that its list lost and each that it got."""
    if not step.each:
        yield step, state
        return
    (name,) = step.properties
    new, old = state.get(name), before.get(name)
    for call, items, others in ((step.undo, old, new), (step, new, old)):
        for item in items if isinstance(items, list) else ():
            given = item if isinstance(item, dict) else {name: item}
            given = {k: v for k, v in given.items() if v not in (None, "", [])}
            if call and given and item not in (others or ()):
                yield replace(call, properties=frozenset(given)), {**state, **given}


@functools.cache
def _computed(token: str) -> frozenset[str]:
    """Outputs that no input sets."""
    schema = resource_schema(token)
    return frozenset(schema.outputs) - frozenset(schema.inputs) if schema else frozenset()


@dataclass
class _Writer:
    """Writes properties into one request and notes where each came from."""

    root: Shape
    request: Request
    members: Mapping[str, str]
    properties: Properties
    noun: str
    loose: bool

    def top(self, name: str, value: Any, old: Any, into: str) -> None:
        """Write one top-level property, where the request has a place for it."""
        member = self.members.get(name)
        if member is not None:
            self._special(name, value, old, member)
            return
        apart = [f"{name}.{key}" for key in value] if isinstance(value, dict) else []
        if apart and all(self.members.get(path, "").startswith("/") for path in apart):
            # Its parts stand beside each other in the request.
            for path, item in zip(apart, value.values(), strict=True):
                put(self.request.params, self.members[path][1:], item)
                self.request.sources[self.members[path][1:]] = path
            self.request.used.add(name)
            return
        at = found = member_named(self.root, name, self.noun)
        target = members_of(self.root)[found] if found else None
        if found is None and into:
            inner = shape_at(self.root, into)
            if isinstance(inner, MapShape):
                target, at = element_of(inner), f"{into}.{name[0].upper()}{name[1:]}"
            elif isinstance(inner, StructureShape) and (
                found := member_named(inner, name, self.noun)
            ):
                target, at = members_of(inner)[found], f"{into}.{found}"
        if target is None or at is None:
            return
        self.request.used.add(name)
        self._put(self.request.params, at, target, value, name, name)

    def _put(
        self,
        holder: dict[str, Any],
        place: str,
        shape: Shape,
        value: Any,
        source: str,
        path: str,
        above: str = "",
    ) -> None:
        """Write a value at a place in a structure that stands in `above`."""
        at = f"{above}{place}"
        if "=" in place and isinstance(value, list):
            written = [self.value(shape, item, at, source, path) for item in value]
        else:
            written = self.value(shape, value, at, source, path)
        if written is not None and not ("=" in place and written in ("", [])):
            put(holder, place, written)
        self.request.sources[at] = source

    def _special(self, name: str, value: Any, old: Any, member: str) -> None:
        for part in member.split():
            sign, path = (part[0], part[1:]) if part[0] in "+-" else ("", part)
            path = fill(path, self.properties) or path
            target = shape_at(self.root, path)
            if target is None:
                continue
            self.request.used.add(name)
            given = _difference(sign, value, old)
            gone = _difference("-", value, old) if sign == "+" and member == part else None
            if isinstance(gone, list) and gone:
                # No call takes anything away again.
                raise AccountError(self.request.operation, "", _ONLY_GROWS.format(name, gone[0]))
            if sign and not given:
                continue
            self._put(self.request.params, path, target, given, name, name)

    def value(self, shape: Shape, value: Any, at: str, source: str, path: str) -> Any:
        """`value` in the form of `shape`; `path` is that of the property without indexes."""
        if value is UNKNOWN or value is None:
            return value
        if isinstance(shape, StructureShape):
            return self._structure(shape, value, at, source, path)
        if isinstance(shape, ListShape):
            return self._list(shape, value, at, source, path)
        if isinstance(shape, MapShape):
            if isinstance(value, list):
                value = from_pairs(value)
            if not isinstance(value, dict):
                return value
            return {
                k: self.value(element_of(shape), v, f"{at}.{k}", f"{source}.{k}", path)
                for k, v in value.items()
                if v is not None
            }
        if isinstance(value, Asset):
            return content(value)
        if shape.type_name == "blob" and path.endswith("Base64"):
            return base64.b64decode(value)
        if shape.type_name == "timestamp" and isinstance(value, str):
            return value.replace("_", "T")  # `2026-01-01_00:00` of a budget
        return in_type(shape, text(shape, value) if self.loose else value)

    def _structure(self, shape: StructureShape, value: Any, at: str, source: str, path: str) -> Any:
        if isinstance(value, str):
            # Some properties are documents that the API wants as structures.
            with contextlib.suppress(ValueError):
                parsed = json.loads(value)
                value = value if isinstance(parsed, (bool, int, float)) else parsed
        items = counted(shape, value) if self.loose else None
        if items:
            inner = self.value(members_of(shape)[items], value, f"{at}.{items}", source, path)
            return {"Quantity": len(value), items: inner}
        plain = not isinstance(value, dict)
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return self._structure(shape, value[0], at, f"{source}[0]", path) if value else {}
        if isinstance(value, bool) and "boolean" not in {
            member.type_name for member in members_of(shape).values()
        }:
            # Whether it is there is all that it says.
            return {} if value else None
        names = list(members_of(shape))
        names = required(shape) if self.loose and len(names) > 1 else names
        if plain and len(names) == 1:
            # A structure around a single thing, as `{ Value = true }`; Pulumi has the thing itself.
            inner = members_of(shape)[names[0]]
            return {names[0]: self.value(inner, value, f"{at}.{names[0]}", source, path)}
        if plain:
            return value
        written = dict[str, Any]()
        deeper = wrapper(shape, value) if self.loose else None
        if deeper:
            inner = members_of(shape)[deeper]
            return {deeper: self.value(inner, value, f"{at}.{deeper}", source, path)}
        for key, item in value.items():
            if item is None or key.startswith("__"):
                continue
            member = self.members.get(f"{path}.{key}")
            if member is not None and not member:
                continue
            where = f"{source}.{key}"
            if member is not None and member.startswith("/"):
                found = shape_at(self.root, member[1:])
                if found is not None:
                    holder = self.request.params
                    self._put(holder, member[1:], found, item, where, f"{path}.{key}")
                continue
            name = member or member_named(shape, key, shape.name if self.loose else "")
            name = name or (alike(shape, key) if self.loose else None)
            target = shape_at(shape, name) if name else None
            if name is None or target is None:
                # Passed on as it is, so that the service model names it as the mistake it is.
                written[key] = item
                self.request.sources[f"{at}.{key}"] = where
                continue
            self._put(written, name, target, item, where, f"{path}.{key}", f"{at}.")
        return written

    def _list(self, shape: ListShape, value: Any, at: str, source: str, path: str) -> Any:
        if isinstance(value, dict) and isinstance(element_of(shape), StructureShape):
            pair = name_value_pair(element_of(shape))
            if pair and not any(member_named(element_of(shape), k, "") for k in value):
                name, content = pair
                inner = members_of(element_of(shape))[content]
                return [
                    {name: k, content: self.value(inner, v, f"{at}[{i}]", f"{source}.{k}", path)}
                    for i, (k, v) in enumerate(value.items())
                ]
        items = value if isinstance(value, list) else [value]
        written = list[Any]()
        for index, item in enumerate(items):
            where = f"{source}[{index}]" if isinstance(value, list) else source
            here = f"{at}[{index}]"
            self.request.sources[here] = where
            written.append(self.value(element_of(shape), item, here, where, path))
        return written


def _difference(sign: str, new: Any, old: Any) -> Any:
    if not sign:
        return new
    if has_unknown(new) or new is UNKNOWN:
        return UNKNOWN
    mine, other = (new, old) if sign == "+" else (old, new)
    return [item for item in mine or () if item not in (other or ())]
