"""Check of a request against the service model: everything AWS says about single values.

Rules between two values are in no model and not checked here.
"""

import datetime
import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from botocore.model import OperationModel
from botocore.utils import parse_timestamp

from sandbox.names import as_text
from sandbox.schema.check import Violation, hint
from sandbox.service_model.models import service_model
from sandbox.service_model.pattern import matcher
from sandbox.unknown import is_open

Found = Iterator[tuple[tuple[str | int, ...], str, Any]]
"""Where a value is wrong, the constraint that it does not satisfy, and the value."""

Shape = Any
"""botocore's shapes carry no types that a checker could follow."""

_ABSENT = object()
"""Value of a required member that is not there; AWS prints it as null."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "structure": (Mapping,),
    "list": (list, tuple),
    "map": (Mapping,),
    "string": (str,),
    "character": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float, Decimal),
    "double": (int, float, Decimal),
    "boolean": (bool,),
    "timestamp": (str, int, float, datetime.datetime),
}
"""What a value may be. A blob is bytes, text or an open file."""

_ALSO_VALID: Mapping[str, tuple[str, ...]] = {"BucketCannedACL": ("log-delivery-write",)}
"""Values that AWS documents and takes, and its model leaves out, by shape."""


def validate(service: str, operation: str, params: Mapping[str, Any]) -> list[Violation]:
    """Check the parameters of one operation, as far as they are known."""
    return violations(service_model(service).operation_model(operation), params)


def violations(operation: OperationModel, params: Mapping[str, Any]) -> list[Violation]:
    """Check parameters against an operation that is already at hand."""
    shape: Shape = operation.input_shape
    found = _wrong(shape, params, ()) if shape is not None else ()
    return [_violation(*one) for one in found]


def _violation(at: tuple[str | int, ...], constraint: str, value: Any) -> Violation:
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in at)[1:]
    aws = "".join(f"[{k}]" if isinstance(k, int) else f".{k[:1].lower()}{k[1:]}" for k in at)[1:]
    shown = as_text(value)
    shown = shown if len(shown) <= 200 else f"{shown[:200]}..."
    said = "Value null" if value is _ABSENT else f"Value '{shown}'"
    return Violation(text, f"{said} at '{aws}' failed to satisfy constraint: {constraint}")


def _wrong(shape: Shape, value: Any, at: tuple[str | int, ...]) -> Found:
    """All that is wrong with a value and what is in it."""
    kind = shape.type_name
    if _is_free(shape) or is_open(value):
        return
    if not _is_a(kind, value):
        yield at, f"Member must be of type {kind}", value
        return
    for constraint in _constraints(shape, value):
        yield at, constraint, value
    if kind == "structure":
        yield from _wrong_members(shape, value, at)
    elif kind == "list":
        for index, item in enumerate(value):
            yield from _wrong(shape.member, item, (*at, index))
    elif kind == "map":
        for key, item in value.items():
            if said := list(_constraints(shape.key, key)):
                constraint = f"Map keys must satisfy constraint: [{', '.join(said)}]"
                yield at, constraint, key
            yield from _wrong(shape.value, item, (*at, str(key)))


def _wrong_members(shape: Shape, value: Mapping[str, Any], at: tuple[str | int, ...]) -> Found:
    for name in required(shape):
        if value.get(name) is None:
            yield (*at, name), "Member must not be null", _ABSENT
    given = {name: item for name, item in value.items() if item is not None}
    for name, item in given.items():
        if name in shape.members:
            yield from _wrong(shape.members[name], item, (*at, name))
        else:
            said = f"Member is not in the service model{hint(name, shape.members)}"
            yield (*at, name), said, item
    if shape.is_tagged_union and len(given) != 1:
        yield at, f"Member must have exactly one of [{', '.join(shape.members)}]", value


@functools.cache
def required(shape: Shape) -> tuple[str, ...]:
    """Members that a caller has to give; idempotency tokens botocore fills in itself."""
    return tuple(
        name
        for name in getattr(shape, "required_members", ())
        if not shape.members[name].metadata.get("idempotencyToken")
    )


@functools.cache
def _is_free(shape: Shape) -> bool:
    """Whether a value may be anything: a document, or a stream of events."""
    return (
        getattr(shape, "is_document_type", False)
        or shape.metadata.get("jsonvalue")
        or shape.metadata.get("eventstream")
        or shape.type_name not in _TYPES
    )


def _is_a(kind: str, value: Any) -> bool:
    if kind == "timestamp" and isinstance(value, str):
        try:
            parse_timestamp(value)
        except ValueError:
            return False
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _constraints(shape: Shape, value: Any) -> Iterator[str]:
    """What a value of the right type does not satisfy: enum, length or range, pattern."""
    kind, limits = shape.type_name, shape.metadata
    if enum := getattr(shape, "enum", None):
        values = (*enum, *_ALSO_VALID.get(shape.name, ()))
        if value not in values:
            yield f"Member must satisfy enum value set: [{', '.join(values)}]"
    if kind not in ("timestamp", "boolean", "structure"):
        measured = "length" if hasattr(value, "__len__") else "value"
        size = len(value) if measured == "length" else value
        if size < limits.get("min", size):
            yield f"Member must have {measured} greater than or equal to {limits['min']}"
        elif size > limits.get("max", size):
            yield f"Member must have {measured} less than or equal to {limits['max']}"
    if (pattern := limits.get("pattern")) and (matches := matcher(pattern)) and not matches(value):
        yield f"Member must satisfy regular expression pattern: {pattern}"
