"""What a rule sees of one resource: its inputs, with no way to decide on one that is not known."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN, Resource


class Undecided(Exception):
    """A rule read a value that is known only after the deployment."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} is known only after the deployment")


class Props(Mapping[str, Any]):
    """Inputs of a resource, or one object in them, by their camelCase names.

    Reading a value that AWS decides raises `Undecided`, which ends the rule on this resource and
    is reported: no rule passes because it compared with a value that was not there yet. Whether a
    value is given at all is known: `"kmsKeyId" in props`.
    """

    def __init__(self, resource: Resource, values: Mapping[str, Any] | None = None, path: str = ""):
        self.resource = resource
        self._values = resource.inputs if values is None else values
        self._path = path

    def __getitem__(self, key: str) -> Any:
        value = self._values[key]
        if value is None:
            raise KeyError(key)
        return _seen(self.resource, value, self.path(key))

    def __contains__(self, key: object) -> bool:
        return self._values.get(str(key)) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._values if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def raw(self, key: str) -> Any:
        """The value as the plan has it, marks and `UNKNOWN` included; None if it is not given."""
        return self._values.get(key)

    def path(self, key: str) -> str:
        """Where `key` is, from the resource: `metadataOptions.httpTokens`."""
        return f"{self._path}.{key}" if self._path else key


class _Items(Sequence[Any]):
    """A list in the inputs of a resource; reading an item that is not known raises `Undecided`."""

    def __init__(self, resource: Resource, values: Sequence[Any], path: str) -> None:
        self._resource = resource
        self._values = values
        self._path = path

    def __getitem__(self, index: Any) -> Any:
        return _seen(self._resource, self._values[index], f"{self._path}[{index}]")

    def __len__(self) -> int:
        return len(self._values)


def _seen(resource: Resource, value: Any, path: str) -> Any:
    if isinstance(value, Mapping):
        return Props(resource, value, path)
    if isinstance(value, (list, tuple)):
        return _Items(resource, value, path)
    if value is UNKNOWN or is_computed(value):
        raise Undecided(path)
    return value
