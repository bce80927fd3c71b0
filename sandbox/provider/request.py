"""Properties of a resource as the request of a call, by their names and the model's shapes."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from botocore.model import ListShape, MapShape, StructureShape

from plan.plan import UNKNOWN
from sandbox.names import canonical, split
from sandbox.paths import find, put
from sandbox.provider.account import AccountError
from sandbox.provider.descriptor import NOTHING, Properties, ResourceType, Step
from sandbox.provider.likeness import told
from sandbox.provider.loose import fitting
from sandbox.provider.templates import fill, filled
from sandbox.provider.values import Values
from sandbox.schema.store import resource_schema
from sandbox.service_model.shapes import input_shape, member_named, members_of, shape_at
from sandbox.tags import tag_members
from sandbox.unknown import has_unknown

_ONLY_GROWS = "{}: must hold all that it held before, got none like {}"
_PROVIDER_OWN = frozenset(("id", "region", "account", "partition", "tags", "tagsAll"))


@dataclass
class Request:
    """The parameters of one API call, and where in the inputs each of them comes from."""

    operation: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])
    sources: dict[str, str] = field(default_factory=dict[str, str])
    """By path of a member, the path of its property."""

    used: set[str] = field(default_factory=set[str])
    """Top-level properties that the request carries."""

    def source(self, path: str) -> str:
        """Path of the property that a member's value comes from, as near as it is known."""
        if not path or path in self.sources:
            return self.sources.get(path, "")
        cut = max(path.rfind("."), path.rfind("["), 0)
        above, last = self.source(path[:cut]), path[cut:].removeprefix(".")
        last = last[:1].lower() + last[1:]
        return f"{above}.{last}" if above and last[0] != "[" else above + last


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
    if shape is None:
        return Request(step.operation)
    return _Writer(kind, step, shape, properties, old).written(tags or {})


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


def _told(kind: ResourceType, properties: Properties) -> Properties:
    """Properties with what the API has to be told where the program says nothing."""
    found = dict(properties)
    for path, value in kind.assumed.items():
        found = _assume(found, path, filled(value, properties))
    return found


def _assume(holder: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Set a value at `path` unless there is one, or one at `|other` beside it."""
    name, _, below = path.partition(".")
    if below and isinstance(holder.get(name), dict):
        return {**holder, name: _assume(holder[name], below, value)}
    if below and isinstance(holder.get(name), list):
        items = [_assume(i, below, value) if isinstance(i, dict) else i for i in holder[name]]
        return {**holder, name: items}
    names = name.split("|")
    if below or any(holder.get(n) not in (None, "", [], {}) for n in names):
        return dict(holder)
    return {**holder, names[0]: value}


class _Writer:
    """Writes one request and notes where each part of it came from."""

    def __init__(
        self,
        kind: ResourceType,
        step: Step,
        shape: StructureShape,
        properties: Properties,
        old: Properties | None,
    ) -> None:
        self.kind = kind
        self.step = step
        self.root = shape
        self.request = Request(step.operation)
        self.members = {**kind.members, **step.members}
        self.properties = _told(kind, properties)
        self.before = _told(kind, old) if old is not None else {}
        self.noun = split(step.operation)[1]
        any_case = kind.derived and kind.service in told()["any_case"].split()
        self.values = Values(self.members, self.request.sources, kind.derived, any_case)

    def written(self, tags: Mapping[str, str]) -> Request:
        """The whole request."""
        params, step = self.request.params, self.step
        for name, value in self._carried():
            for sign, place in self._places(name):
                self._top(name, sign, place, value)
        self._identify()
        for path, value in step.fixed.items():
            given = filled(value, self.properties)
            if given is not None:
                put(params, path, given)
        self._patch()
        for member, value in tag_members(self.root, tags).items() if tags else ():
            params[member] = value
            self.request.sources[member] = "tags"
        if self.kind.derived:
            complete = step.properties != NOTHING
            self.request.params = fitting(self.root, params, complete=complete)
        return self.request

    def _carried(self) -> Iterator[tuple[str, Any]]:
        """Properties that the step carries; of a list that is gone, that nothing is left."""
        step, own = self.step, _PROVIDER_OWN | self.kind.local | _computed(self.kind.token)
        for name, value in self.properties.items() if not step.patches else ():
            wanted = not step.properties or name in step.properties
            if wanted and value is not None and not name.startswith("__") and name not in own:
                yield name, value
        for name in step.properties & set(self.before):
            if self.properties.get(name) is None and self.members.get(name, "")[:1] in ("+", "-"):
                yield name, []

    def _places(self, name: str) -> Iterator[tuple[str, str]]:
        """Where a property goes: as the table says, by its name, or in the member for the rest."""
        member, into = self.members.get(name), self.step.into
        if member is not None:
            for part in member.split():
                sign = part[0] if part[0] in "+-" else ""
                part = part.removeprefix(sign).removeprefix("/")
                yield sign, fill(part, self.properties) or part
        elif found := member_named(self.root, name, self.noun):
            yield "", found
        elif into:
            inner = shape_at(self.root, into)
            if isinstance(inner, MapShape):
                yield "", f"{into}.{name[0].upper()}{name[1:]}"
            elif inner is not None and (found := member_named(inner, name, self.noun)):
                yield "", f"{into}.{found}"

    def _top(self, name: str, sign: str, place: str, value: Any) -> None:
        """Write a top-level property at a place, if the request has it."""
        if place == ".":
            # Its parts stand beside each other in the request.
            self.request.used.add(name)
            if isinstance(value, dict):
                self.request.params |= self.values.members_in(self.root, value, "", name, name)
            return
        if shape_at(self.root, place) is None:
            return
        self.request.used.add(name)
        before = self.before.get(name)
        if sign == "+" and self.members[name] == f"+{place}":
            gone = _difference("-", value, before)
            if isinstance(gone, list) and gone:
                # No call takes anything away again.
                raise AccountError(self.request.operation, "", _ONLY_GROWS.format(name, gone[0]))
        value = _difference(sign, value, before) if sign else value
        if value or not sign:
            self.values.put(self.request.params, self.root, place, value, name, name)

    def _identify(self) -> None:
        """Put in the members that say which resource the call is for."""
        params = self.request.params
        for member, name in self.kind.key.items():
            # An update is made on what there is: by the name that it has until then.
            value = self.before.get(name)
            value = self.properties.get(name) if value is None else value
            if value in (None, ""):
                continue
            for candidate, shape in members_of(self.root).items():
                many = isinstance(shape, ListShape)
                same = candidate.lower() == member.lower()
                same = same or (many and canonical(candidate) == canonical(member))
                if same and candidate not in params:
                    params[candidate] = [value] if many else value
                    self.request.sources[candidate] = name
                    self.request.used.add(name)

    def _patch(self) -> None:
        """Put in the JSON patch that replaces each changed property.

        Values are texts, and an empty one stands where the program no longer says anything.
        """
        for path, pointer in self.step.patches.items():
            value = find(self.properties, path, {})
            if value == find(self.before, path, {}):
                continue
            found = self.request.params.setdefault("patchOperations", [])
            self.request.sources[f"patchOperations[{len(found)}].value"] = path
            self.request.used.add(path.split(".")[0])
            if value is not UNKNOWN:
                value = str("" if value is None else value)
                value = value.lower() if value in ("True", "False") else value
            where = fill(pointer, self.properties) or pointer
            found.append({"op": "replace", "path": where, "value": value})


def _difference(sign: str, new: Any, old: Any) -> Any:
    """What a list got, or with `-` what it lost."""
    if has_unknown(new):
        return UNKNOWN
    mine, other = (new, old) if sign == "+" else (old, new)
    return [item for item in mine or () if item not in (other or ())]
