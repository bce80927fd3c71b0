"""Parameters of which some are not known yet: to look at one of those ends a rule."""

from collections.abc import Iterator
from typing import Any, SupportsIndex, overload

from sandbox.unknown import is_open


class NotKnown(Exception):
    """A rule has looked at a value that is not known yet."""


def partly_known(value: Any) -> Any:
    """`value`, in which no unknown part can be looked at, nor asked whether it is there."""
    if is_open(value):
        return _OPEN
    if isinstance(value, dict):
        return _Structure({k: partly_known(v) for k, v in value.items()})
    if isinstance(value, list):
        return _List(partly_known(v) for v in value)
    return value


def plain(value: Any) -> Any:
    """An object or a list of a plain class; to compare an unknown part of it ends a rule, too."""
    if isinstance(value, _Structure):
        return dict.copy(value)
    return list.copy(value) if isinstance(value, _List) else value


class _Open:
    def __eq__(self, other: object) -> bool:
        raise NotKnown


_OPEN = _Open()


def _known(value: Any) -> Any:
    if value is _OPEN:
        raise NotKnown
    return value


class _Structure(dict[str, Any]):
    def __getitem__(self, key: str) -> Any:
        return _known(super().__getitem__(key))

    def __contains__(self, key: object) -> bool:
        # It may turn out to be nothing.
        return super().__contains__(key) and _known(super().get(str(key))) is not None

    def get(self, key: str, default: Any = None) -> Any:
        return _known(super().get(key, default))

    def values(self) -> Any:
        for value in super().values():
            _known(value)
        return super().values()

    def items(self) -> Any:
        for value in super().values():
            _known(value)
        return super().items()


class _List(list[Any]):
    @overload
    def __getitem__(self, key: SupportsIndex) -> Any: ...
    @overload
    def __getitem__(self, key: slice) -> list[Any]: ...
    def __getitem__(self, key: SupportsIndex | slice) -> Any:
        return _known(super().__getitem__(key))

    def __iter__(self) -> Iterator[Any]:
        return map(_known, super().__iter__())

    def __contains__(self, key: object) -> bool:
        return any(item == key for item in self)
