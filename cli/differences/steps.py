"""What an update would do to each resource: create, update, replace, delete."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analysis.changes import HOLDS_DATA, SERVES_TRAFFIC, Changed, changes
from cli.differences.documents import inside
from plan.computed import sources
from plan.plan import Plan, Resource
from sandbox.provider.difference import changes as input_changes
from sandbox.provider.tables import resource_types
from sandbox.schema.store import resource_schema

_FOLLOWS = frozenset({"tagsAll"})
"""Inputs that only repeat what others say; shown when nothing else differs."""


class Action(StrEnum):
    """What happens to a resource."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"


@dataclass(frozen=True)
class Property:
    """One input that differs."""

    path: str
    """Path with indexes: `productionVariants[0].instanceType`."""

    replaces: bool
    """Whether it cannot change on the existing resource."""

    before: Any = None
    """Its value until now; None if there was none, or it is secret."""

    after: Any = None
    """Its value from now on; None if there is none, or it is secret."""

    follows: str = ""
    """Name of the replaced resource that its value comes from, if that is why it changes."""


@dataclass(frozen=True)
class Step:
    """What happens to one resource."""

    action: Action
    resource: Resource
    """As it will be; as it was if it is deleted."""

    properties: tuple[Property, ...] = ()
    """What differs, in an update or a replacement."""

    protect: bool = False
    """Whether the engine refuses to delete what is there now."""

    @property
    def loses(self) -> str:
        """What is lost with the old resource: `data`, `traffic`, or nothing."""
        if self.action in (Action.CREATE, Action.UPDATE):
            return ""
        if self.resource.type in HOLDS_DATA:
            return "data"
        return "traffic" if self.resource.type in SERVES_TRAFFIC else ""


def steps(before: Plan, after: Plan) -> list[Step]:
    """List what changes between two plans of a stack, in the order of declaration.

    Whether a property replaces is what the provider's schema says, for types that it is known of.
    """
    found = changes(before, after)
    pairs = {pair.after.urn: pair for pair in found.changed}
    properties = {urn: list(_properties(pair)) for urn, pair in pairs.items()}
    kept = before.by_urn()
    _follow(after, kept, properties)
    listed = [Step(Action.CREATE, resource) for resource in found.added]
    for resource in after:
        changed = properties.get(resource.urn)
        if changed:
            replaces = any(one.replaces for one in changed)
            action = Action.REPLACE if replaces else Action.UPDATE
            protect = kept[resource.urn].protect
            listed.append(Step(action, resource, tuple(changed), protect))
    order = {resource.urn: number for number, resource in enumerate(after)}
    listed.sort(key=lambda step: order[step.resource.urn])
    return [*listed, *(Step(Action.DELETE, r, protect=r.protect) for r in found.removed)]


def _properties(pair: Changed) -> Iterator[Property]:
    """What differs between two versions of a resource, as the provider would see it."""
    before, after = pair.before, pair.after
    kind = resource_types().get(after.type)
    if kind is None:
        found = [(name, False) for name in sorted(pair.inputs)]
    else:
        differing = input_changes(kind, before.inputs, after.inputs)
        found = [(c.path, c.replaces or _replaces(after.type, c.path)) for c in differing]
    own = [(path, replaces) for path, replaces in found if _top(path) not in _FOLLOWS]
    secret = before.secrets | after.secrets
    for path, replaces in own or found:
        if _top(path) in secret:
            yield Property(path, replaces)
            continue
        old, new = (_value(r.inputs, path) for r in (before, after))
        parts = inside(old, new) or [("", old, new)]
        yield from (Property(f"{path}{below}", replaces, *values) for below, *values in parts)


def _follow(
    after: Plan, before: Mapping[str, Resource], properties: dict[str, list[Property]]
) -> None:
    """Add what changes because it names a replaced resource, whose id is another from then on."""
    ahead = [urn for urn, found in properties.items() if any(one.replaces for one in found)]
    by_urn = after.by_urn()
    while ahead:
        replaced = by_urn[ahead.pop()]
        for resource in after:
            if not resource.custom or resource.urn not in before:
                continue
            known = properties.setdefault(resource.urn, [])
            was_replaced = any(one.replaces for one in known)
            for path in _naming(replaced.name, resource.inputs):
                if not any(_overlap(one.path, path) for one in known):
                    replaces = _replaces(resource.type, path)
                    known.append(Property(path, replaces, follows=replaced.name))
            if not was_replaced and any(one.replaces for one in known):
                ahead.append(resource.urn)


def _naming(name: str, value: Any, path: str = "") -> Iterator[str]:
    """Paths of the values that AWS completes with an output of the resource `name`."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _FOLLOWS:
                yield from _naming(name, item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _naming(name, item, f"{path}[{index}]")
    elif name in {source for source, _ in sources(value)}:
        yield path


def _replaces(type_token: str, path: str) -> bool:
    """Whether a property cannot change, by the table of types or by the SDK."""
    plain = "".join(part.split("]")[-1] for part in path.split("["))
    kind, schema = resource_types().get(type_token), resource_schema(type_token)
    names = (kind.replaces if kind else frozenset()) | (schema.replaces if schema else frozenset())
    return any(plain == name or plain.startswith(f"{name}.") for name in names)


def _overlap(one: str, other: str) -> bool:
    """Whether two paths are the same, or one leads into the other."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer == shorter or longer.startswith((f"{shorter}.", f"{shorter}["))


def _top(path: str) -> str:
    return path.split(".")[0].split("[")[0]


def _value(inputs: Mapping[str, Any], path: str) -> Any:
    """Value at a path such as `a[0].b`; None where it leads nowhere."""
    value: Any = inputs
    for key in path.replace("[", ".[").split("."):
        if key.startswith("[") and isinstance(value, (list, tuple)):
            index = int(key[1:-1])
            value = value[index] if index < len(value) else None
        else:
            value = value.get(key) if isinstance(value, Mapping) else None
    return value
