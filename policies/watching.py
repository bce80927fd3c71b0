"""What a rule reads of a plan: each property of each resource, and the types it looks for."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from plan.plan import Plan, Resource
from policies.plan_view import PlanView
from policies.props import Props

Path = tuple[str | int, ...]
"""Where a property is in the inputs: `("rules", 0, "cidr")`."""


class Reading:
    """What was read since the last `start`."""

    def __init__(self) -> None:
        self.properties = dict[tuple[str, Path], None]()
        """URN of the resource and path of the property, in the order in which they were read."""

        self.types = dict[str, None]()
        """Type tokens that resources were looked for of."""

    def start(self) -> None:
        """Forget what was read."""
        self.properties.clear()
        self.types.clear()


def watched(plan: Plan, reading: Reading) -> Plan:
    """Return the plan with inputs that note in `reading` what is read of them."""
    return dataclasses.replace(plan, resources=tuple(_resource(r, reading) for r in plan))


class WatchedView(PlanView):
    """A view of a plan that notes which types are looked for."""

    def __init__(self, plan: Plan, reading: Reading) -> None:
        super().__init__(plan)
        self._reading = reading

    def of_type(self, *types: str) -> tuple[Props, ...]:
        """Resources of these types."""
        self._reading.types.update(dict.fromkeys(types))
        return super().of_type(*types)


def _resource(resource: Resource, reading: Reading) -> Resource:
    return dataclasses.replace(
        resource,
        inputs=_Watched(resource.inputs, resource.urn, (), reading),
        property_dependencies=_Watched(resource.property_dependencies, resource.urn, (), reading),
    )


class _Watched(dict[str, Any]):
    """A mapping that notes which keys are read, also of mappings within it."""

    def __init__(self, values: Any, urn: str, path: Path, reading: Reading) -> None:
        super().__init__({k: _value(v, urn, (*path, k), reading) for k, v in values.items()})
        self._urn = urn
        self._path = path
        self._reading = reading

    def _note(self, key: str) -> None:
        self._reading.properties[self._urn, (*self._path, key)] = None

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        for key in super().__iter__():
            self._note(key)
            yield key

    def get(self, key: str, default: Any = None) -> Any:
        """Value of a key."""
        self._note(key)
        return super().get(key, default)


def _value(value: Any, urn: str, path: Path, reading: Reading) -> Any:
    if isinstance(value, dict):
        return _Watched(value, urn, path, reading)
    if isinstance(value, (list, tuple)):
        return [_value(item, urn, (*path, i), reading) for i, item in enumerate(value)]
    return value
