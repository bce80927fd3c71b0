"""The parts of a request that do not go by name: what it is about, and patches of API Gateway."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.model import ListShape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import Properties, ResourceType, Step
from sandbox.provider.paths import canonical, fill, find
from sandbox.provider.shapes import members_of


@dataclass
class Request:
    """The parameters of one API call, and where in the inputs each of them comes from."""

    operation: str
    params: dict[str, Any]
    sources: dict[str, str] = field(default_factory=dict[str, str])
    """By path of a member, the path of its property."""

    used: set[str] = field(default_factory=set[str])
    """Top-level properties that the request carries."""

    def source(self, path: str) -> str:
        """Path of the property that a member's value comes from, as near as it is known."""
        head, tail = path, ""
        while head:
            if head in self.sources:
                return self.sources[head] + tail
            cut = max(head.rfind("."), head.rfind("["))
            part = head[max(cut, 0) :]
            tail = (f".{_lower(part[1:])}" if part.startswith(".") else part) + tail
            head = head[: max(cut, 0)]
        return _lower(path)


def identify(
    kind: ResourceType, shape: StructureShape, properties: Properties, request: Request
) -> None:
    """Put in the members that say which resource the call is for."""
    for member, name in kind.key.items():
        value = properties.get(name)
        if value in (None, ""):
            continue
        for candidate, member_shape in members_of(shape).items():
            plural = isinstance(member_shape, ListShape)
            same = candidate.lower() == member.lower()
            if candidate not in request.params and (
                same or (plural and canonical(candidate) == canonical(member))
            ):
                request.params[candidate] = [value] if plural else value
                request.sources[candidate] = name
                request.used.add(name)


def _lower(path: str) -> str:
    return path[:1].lower() + path[1:]


def patch_operations(
    step: Step, properties: Properties, before: Properties
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the JSON patch that replaces each changed property of a step, with its path.

    Values are texts, and an empty one stands where the program no longer says anything.
    """
    for path, pointer in step.patches.items():
        value = find(properties, path, {})
        if value != find(before, path, {}):
            where = fill(pointer, properties) or pointer
            yield path, {"op": "replace", "path": where, "value": _text(value)}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if value is UNKNOWN:
        return value
    return "" if value is None else str(value)
