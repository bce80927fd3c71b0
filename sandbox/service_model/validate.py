"""Check of a request against the service model: everything AWS says about single values.

Each shape is compiled once into a function; a valid request then costs microseconds.
Rules between two values are in no model and not checked here.
"""

import datetime
import difflib
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from botocore.model import OperationModel
from botocore.utils import parse_timestamp

from sandbox.service_model.models import service_model
from sandbox.service_model.pattern import matcher


@dataclass(frozen=True)
class Violation:
    """One value of a request that AWS would refuse."""

    path: str
    """Where, in the members' own spelling: `ProductionVariants[0].InstanceType`."""

    message: str
    """What AWS says about it, in its wording."""


Path = tuple["Path", str | int] | None
Found = list[tuple[Path, str, Any]]
Unknown = Callable[[Any], bool]
Check = Callable[[Any, Path, Found, Unknown], None]
Shape = Any
"""botocore's shapes carry no types that a checker could follow."""

_ABSENT = object()
"""Value of a required member that is not there; AWS prints it as null."""


def validate(
    service: str,
    operation: str,
    params: Mapping[str, Any],
    *,
    unknown: Unknown = lambda _value: False,
) -> list[Violation]:
    """Check the parameters of one operation; values for which `unknown` is true are skipped."""
    return violations(_operation(service, operation), params, unknown=unknown)


def violations(
    operation: OperationModel,
    params: Mapping[str, Any],
    *,
    unknown: Unknown = lambda _value: False,
) -> list[Violation]:
    """Check parameters against an operation that is already at hand."""
    if operation.input_shape is None:
        return []
    found: Found = []
    _compiled(operation)(params, None, found, unknown)
    return [_violation(path, constraint, value) for path, constraint, value in found]


@functools.cache
def _operation(service: str, operation: str) -> OperationModel:
    return service_model(service).operation_model(operation)


@functools.cache
def _compiled(operation: OperationModel) -> Check:
    shape: Shape = operation.input_shape
    return _Compiler().check_for(shape)


def _violation(path: Path, constraint: str, value: Any) -> Violation:
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    keys.reverse()
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)[1:]
    aws = "".join(
        f"[{key}]" if isinstance(key, int) else f".{key[:1].lower()}{key[1:]}" for key in keys
    )[1:]
    said = "Value null" if value is _ABSENT else f"Value '{_shown(value)}'"
    return Violation(text, f"{said} at '{aws}' failed to satisfy constraint: {constraint}")


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 200 else f"{text[:200]}..."


class _Compiler:
    """Turns shapes into checks; one of each name, so that shapes may contain themselves."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def check_for(self, shape: Shape) -> Check:
        if shape.name in self._checks:
            return self._checks[shape.name]
        resolved: list[Check] = []

        def late(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
            resolved[0](value, path, found, unknown)

        self._checks[shape.name] = late
        check = self._compile(shape)
        resolved.append(check)
        self._checks[shape.name] = check
        return check

    def _compile(self, shape: Shape) -> Check:
        if getattr(shape, "is_document_type", False) or shape.metadata.get("jsonvalue"):
            return _anything
        compound = {"structure": self._structure, "list": self._list, "map": self._map}
        return compound.get(shape.type_name, _scalar)(shape)

    def _structure(self, shape: Shape) -> Check:
        if shape.metadata.get("eventstream"):
            return _anything
        members = {name: self.check_for(member) for name, member in shape.members.items()}
        # botocore fills these in itself.
        required = tuple(
            name
            for name in shape.required_members
            if not shape.members[name].metadata.get("idempotencyToken")
        )
        union = bool(getattr(shape, "is_tagged_union", False))

        def check(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
            if not isinstance(value, Mapping):
                found.append((path, "Member must be of type structure", value))
                return
            for name in required:
                if value.get(name) is None:
                    found.append(((path, name), "Member must not be null", _ABSENT))
            given = 0
            for name, item in value.items():
                if item is None:
                    continue
                given += 1
                member = members.get(name)
                if member is None:
                    found.append(((path, name), _unknown_member(name, members), item))
                elif not unknown(item):
                    member(item, (path, name), found, unknown)
            if union and given != 1:
                names = ", ".join(members)
                found.append((path, f"Member must have exactly one of [{names}]", value))

        return check

    def _list(self, shape: Shape) -> Check:
        member = self.check_for(shape.member)
        sizes = _sizes(shape)

        def check(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
            if isinstance(value, (str, bytes)) or not isinstance(value, Sequence):
                found.append((path, "Member must be of type list", value))
                return
            if sizes:
                sizes(len(value), value, path, found)
            for index, item in enumerate(value):
                if not unknown(item):
                    member(item, (path, index), found, unknown)

        return check

    def _map(self, shape: Shape) -> Check:
        key_check, value_check = self.check_for(shape.key), self.check_for(shape.value)
        sizes = _sizes(shape)

        def check(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
            if not isinstance(value, Mapping):
                found.append((path, "Member must be of type map", value))
                return
            if sizes:
                sizes(len(value), value, path, found)
            for key, item in value.items():
                before = len(found)
                key_check(key, (path, str(key)), found, unknown)
                if len(found) > before:
                    said = [constraint for _, constraint, _ in found[before:]]
                    del found[before:]
                    constraint = f"Map keys must satisfy constraint: [{', '.join(said)}]"
                    found.append((path, constraint, key))
                if not unknown(item):
                    value_check(item, (path, str(key)), found, unknown)

        return check


def _unknown_member(name: str, members: Mapping[str, Check]) -> str:
    by_lower = {member.lower(): member for member in members}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    hint = f"; did you mean {by_lower[near[0]]}" if near else ""
    return f"Member is not in the service model{hint}"


def _anything(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
    pass


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "character": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float, Decimal),
    "double": (int, float, Decimal),
    "boolean": (bool,),
    "timestamp": (str, int, float, datetime.datetime),
}

_ALSO_VALID: Mapping[str, tuple[str, ...]] = {"BucketCannedACL": ("log-delivery-write",)}
"""Values that AWS documents and takes, and its model leaves out, by shape."""


def _scalar(shape: Shape) -> Check:
    """Check of one value: its type, then enum, pattern, length or range."""
    kind = shape.type_name
    types = _TYPES.get(kind)
    if types is None:  # a blob: bytes, text or an open file
        return _anything
    text = kind == "string"
    values = (*(getattr(shape, "enum", None) or ()), *_ALSO_VALID.get(shape.name, ()))
    enum = frozenset[str](values)
    matches = matcher(shape.metadata["pattern"]) if shape.metadata.get("pattern") else None
    sizes = _sizes(shape)

    def right(value: Any) -> bool:
        if kind == "timestamp" and isinstance(value, str):
            return _is_time(value)
        return isinstance(value, types) and (kind == "boolean" or not isinstance(value, bool))

    def check(value: Any, path: Path, found: Found, unknown: Unknown) -> None:
        if not right(value):
            found.append((path, f"Member must be of type {kind}", value))
            return
        if enum and value not in enum:
            listed = ", ".join(values)
            found.append((path, f"Member must satisfy enum value set: [{listed}]", value))
        if sizes:
            sizes(len(value) if text else value, value, path, found)
        if matches and not matches(value):
            pattern = shape.metadata["pattern"]
            found.append(
                (path, f"Member must satisfy regular expression pattern: {pattern}", value)
            )

    return check


def _is_time(value: str) -> bool:
    try:
        parse_timestamp(value)
    except ValueError:
        return False
    return True


def _sizes(shape: Shape) -> Callable[[Any, Any, Path, Found], None] | None:
    """Check of a length or a range, or nothing where the model sets no bounds."""
    lowest, highest = shape.metadata.get("min"), shape.metadata.get("max")
    if (lowest is None and highest is None) or shape.type_name == "timestamp":
        return None
    measured = "value" if shape.type_name in ("integer", "long", "float", "double") else "length"

    def check(size: Any, value: Any, path: Path, found: Found) -> None:
        if lowest is not None and size < lowest:
            bound = f"greater than or equal to {lowest}"
        elif highest is not None and size > highest:
            bound = f"less than or equal to {highest}"
        else:
            return
        found.append((path, f"Member must have {measured} {bound}", value))

    return check
