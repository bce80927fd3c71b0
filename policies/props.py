"""What a rule sees of one resource: its inputs, with no way to decide on one that is not known."""

from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN, Resource


class Undecided(Exception):
    """A rule read a value that is known only after the deployment."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} is known only after the deployment")


class Unusable(KeyError):
    """An input is not there, or is not what the provider asks for: no fault of the rule.

    It is a `KeyError`, so that `get` with a default goes on where the input is not given.
    """

    def __init__(self, path: str, expected: str, value: object = None) -> None:
        self.message = f"{path}: must be {expected}, got {_shown(value)}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str) or not isinstance(value, (Mapping, Sequence)):
        return repr(value)
    return "an object" if isinstance(value, Mapping) else "a list"


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
        value = self._values.get(key)
        if value is None:
            raise Unusable(self.path(key), "given")
        return _seen(self.resource, value, self.path(key))

    def get(self, key: str, default: Any = None) -> Any:
        """Value of `key`, which is of the kind of `default`; `default` if it is not given.

        Raises:
            Unusable: if it is of another kind.
        """
        if key not in self:
            return default
        return of_kind(self[key], default, self.path(key))

    def __contains__(self, key: object) -> bool:
        return self._values.get(str(key)) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._values if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def object(self, key: str) -> "Props":
        """Object in `key`, empty if it is not given."""
        path = self.path(key)
        return of_kind(self[key], self, path) if key in self else Props(self.resource, {}, path)

    def objects(self, key: str) -> Iterator["Props"]:
        """Objects of the list in `key`, none if it is not given."""
        for index, item in enumerate(self.get(key, ())):
            yield of_kind(item, self, f"{self.path(key)}[{index}]")

    def texts(self, key: str) -> Iterator[str]:
        """Texts of the list in `key`, none if it is not given."""
        for index, item in enumerate(self.get(key, ())):
            yield of_kind(item, "", f"{self.path(key)}[{index}]")

    def raw(self, key: str) -> Any:
        """The value as the plan has it, marks and `UNKNOWN` included; None if it is not given."""
        return self._values.get(key)

    def path(self, key: str) -> str:
        """Where `key` is, from the resource: `metadataOptions.httpTokens`."""
        return f"{self._path}.{key}" if self._path else key


def of_kind(value: Any, like: Any, path: str) -> Any:
    """Return `value`, which is an object, a list, text or a number as `like` is.

    Numbers may be written as text, and the reverse, as providers take both.

    Raises:
        Unusable: if it is of another kind.
    """
    if isinstance(like, (bool, NoneType)):
        return value
    if isinstance(like, Mapping):
        if not isinstance(value, Mapping):
            raise Unusable(path, "an object", value)
    elif isinstance(like, (list, tuple)):
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise Unusable(path, "a list", value)
    elif not isinstance(value, (str, int, float)):
        raise Unusable(path, "text" if isinstance(like, str) else "a number", value)
    elif isinstance(like, str):
        return value if isinstance(value, str) else str(value)
    else:
        try:
            return value if isinstance(value, (int, float)) else float(value)
        except ValueError:
            raise Unusable(path, "a number", value) from None
    return value


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
