"""A plan with one value of one resource changed, and what its properties are called."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plan.plan import Plan, Resource
from policies.watching import Path

Values = Mapping[str, list[Any]]
"""Values by property, which is named by type and path: `Role.inlinePolicies[].policy`."""


def with_value(
    plan: Plan, resource: Resource, path: Path, value: Any, sources: frozenset[str] = frozenset()
) -> Plan:
    """Return the plan with another value in a resource, and the URNs that it comes from."""
    changed = dataclasses.replace(
        resource,
        inputs=_replaced(resource.inputs, path, value),
        property_dependencies={**resource.property_dependencies, path[0]: sources},
    )
    return dataclasses.replace(plan, resources=tuple(changed if r is resource else r for r in plan))


def rewired(plan: Plan, resource: Resource, path: Path, urn: str) -> Iterator[Plan]:
    """Yield the plan with a property of another resource that names what ours does, or itself."""
    if resource.urn == urn:
        return
    target = next(r for r in plan if r.urn == urn)
    own = value_at(resource.inputs, path)
    named = [(value, key) for key, value in target.inputs.items() if isinstance(value, str)]
    for value, key in ((own, None), *named):
        sources = target.property_dependencies.get(key or "", frozenset({urn}))
        yield with_value(plan, resource, path, value, sources)


def value_at(values: Any, path: Path) -> Any:
    """Value at a path in the inputs of a resource; None if there is none."""
    for key in path:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _replaced(values: Any, path: Path, new: Any) -> Any:
    """Return a copy of nested inputs with one value replaced, or dropped where `new` is None."""
    key, rest = path[0], path[1:]
    if isinstance(values, (list, tuple)):
        return [_replaced(v, rest, new) if i == key else v for i, v in enumerate(values)]
    found = dict(values) if isinstance(values, Mapping) else {}
    if rest:
        found[key] = _replaced(found.get(key, {}), rest, new)
    elif new is None:
        found.pop(key, None)
    else:
        found[key] = new
    return found


def values_of(resources: Iterable[Resource]) -> Values:
    """Return every value in the inputs of resources, by property."""
    found = defaultdict[str, list[Any]](list)
    for resource in resources:
        for path, value in _paths(resource.inputs, ()):
            found[f"{short(resource.type)}.{shown(path)}"].append(value)
    return found


def _paths(values: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    items = enumerate(values) if isinstance(values, (list, tuple)) else values.items()
    for key, value in items:
        yield (*path, key), value
        if isinstance(value, (Mapping, list, tuple)):
            yield from _paths(value, (*path, key))


def short(token: str) -> str:
    """Last part of a type token: `Role`."""
    return token.rpartition(":")[2]


def shown(path: Path) -> str:
    """A path as a property is named, without the places in lists."""
    return "".join("[]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
