"""How many independent sources look at each property of a stack before it meets AWS.

A source counts where it could refuse a value, known or not yet: what is unknown in a preview is
looked at in the call. To add a source, add a function to `SOURCES`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from plan.plan import Resource
from sandbox.paths import plain
from sandbox.provider.derive import known_type
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.inputs import Scope, checked, requests
from sandbox.rules import rules_of
from sandbox.rules.lines import lines, lines_of, named_in
from sandbox.rules.rows import looked_at
from sandbox.schema.extract import Type
from sandbox.schema.limits import limited
from sandbox.schema.store import Property as SchemaProperty
from sandbox.schema.store import ResourceSchema, nested_type, resource_schema
from sandbox.service_model import required
from sandbox.service_model.shapes import element_of, input_shape, limits_of, members_of, shape_at

_SEED = bytes(32)
"""Generated names are not looked at here, so any seed will do."""

_RECORDED = frozenset(("tagsAll",))
"""Inputs that the recorder adds as the provider would; a program does not set them."""

_DOCUMENTS = frozenset(("PolicyDocument", "AssumeRolePolicyDocument"))
"""Members whose grammar moto's IAM checks in the call."""


@dataclass(frozen=True)
class Property:
    """One property that a stack sets, indexes of lists and keys of maps left out."""

    resource: Resource
    path: str
    sources: tuple[str, ...]
    """Names in `SOURCES` of those that look at it."""


@dataclass(frozen=True)
class _Sent:
    """A member that a property becomes in one request."""

    service: str
    operation: str
    name: str
    shape: Shape
    needed: bool
    """Whether its structure requires it."""


@dataclass(frozen=True)
class _Looked:
    """What there is to know of one property."""

    kind: ResourceType
    path: str
    type: Type
    sent: tuple[_Sent, ...]


def properties(resources: Iterable[Resource], scope: Scope) -> Iterator[Property]:
    """Every property of the resources of AWS, with the sources that look at it.

    Inputs that are not known yet must be `UNKNOWN`.
    """
    for resource in resources:
        schema = resource_schema(resource.type)
        if not resource.in_aws or schema is None:
            continue
        kind = known_type(resource.type)
        inputs = {k: v for k, v in resource.inputs.items() if k not in _RECORDED}
        full = checked(kind, schema, scope, resource.name, _SEED, {}, inputs, None)[0]
        sent = [*_members(kind, schema, scope, full)]
        types = dict(_leaves("", schema.inputs, inputs))
        for path, type_ in types.items():
            becomes = tuple(member for source, member in sent if source == path)
            becomes = becomes or tuple(m for source, m in sent if path.startswith(f"{source}."))
            looked = _Looked(kind, path, type_, becomes)
            found = tuple(name for name, looks in SOURCES.items() if looks(looked))
            yield Property(resource, path, found)


def _leaves(
    above: str, known: Mapping[str, SchemaProperty], given: Mapping[str, Any]
) -> Iterator[tuple[str, Type]]:
    """Paths of the single values, with their types; a map is one."""
    for name, value in given.items():
        if value is not None:
            yield from _below(f"{above}{name}", known[name].type if name in known else "any", value)


def _below(path: str, type_: Type, value: Any) -> Iterator[tuple[str, Type]]:
    head, *rest = type_ if isinstance(type_, list) else [type_]
    if head == "union":
        yield from _below(path, next((t for t in rest if isinstance(t, list)), rest[0]), value)
    elif head == "list" and isinstance(value, list) and value:
        for item in value:
            yield from _below(path, rest[0], item)
    elif head == "ref" and isinstance(value, dict) and value:
        yield from _leaves(f"{path}.", nested_type(str(rest[0])) or {}, value)
    else:
        yield path, type_


def _members(
    kind: ResourceType, schema: ResourceSchema, scope: Scope, inputs: Mapping[str, Any]
) -> Iterator[tuple[str, _Sent]]:
    """Each property that a request carries, with what it becomes there."""
    for _, request in requests(kind, schema, scope, inputs):
        root = input_shape(kind.service, request.operation)
        for member, source in request.sources.items() if root is not None else ():
            shape = shape_at(root, member) if root is not None else None
            if shape is not None and not member.endswith("]"):
                above, _, name = member.rpartition(".")
                holder = shape_at(root, above) if above and root is not None else root
                needed = holder is not None and name in required(holder)
                yield plain(source), _Sent(kind.service, request.operation, name, shape, needed)


def _in_schema(looked: _Looked) -> bool:
    """The SDK's schema knows the name, and a type other than anything."""
    inner = looked.type
    while isinstance(inner, list) and inner[0] in ("list", "map"):
        inner = inner[1]
    return inner != "any"


def _in_model(looked: _Looked) -> bool:
    """The service's model says more of the member than that it is a text or a number."""
    return any(sent.needed or _limited(sent.shape) for sent in looked.sent)


@functools.cache
def _limited(shape: Shape) -> bool:
    limits = limits_of(shape)
    if getattr(shape, "enum", None) or limits.keys() & {"pattern", "min", "max"}:
        return True
    if isinstance(shape, StructureShape):
        return bool(required(shape)) or any(
            not isinstance(m, (StructureShape, ListShape, MapShape)) and _limited(m)
            for m in members_of(shape).values()
        )
    if isinstance(shape, (ListShape, MapShape)):
        return _limited(element_of(shape))
    return shape.type_name == "boolean"


def _in_cloudformation(looked: _Looked) -> bool:
    """CloudFormation's schema of the type limits the value, where the service's model does not."""
    return looked.path in limited(looked.kind.token)


def _in_rule(looked: _Looked) -> bool:
    """A rule of the operation names the member, or the provider has a check of the property."""
    kind, top = looked.kind, looked.path.split(".")[0]
    own = {name for group in kind.exactly_one for name in group}
    return top in own | named_in(lines(kind.checks)) or any(
        s.name in _named(s.service, s.operation) for s in looked.sent
    )


def _in_grammar(looked: _Looked) -> bool:
    """The document is one whose grammar is checked in the call."""
    return looked.kind.service == "iam" and any(s.name in _DOCUMENTS for s in looked.sent)


SOURCES: Mapping[str, Callable[[_Looked], bool]] = {
    "schema": _in_schema,
    "model": _in_model,
    "cloudformation": _in_cloudformation,
    "rule": _in_rule,
    "grammar": _in_grammar,
}
"""By name, whether a source looks at a property."""


@functools.cache
def _named(service: str, operation: str) -> frozenset[str]:
    """Texts in the code of an operation's rules, in functions that they call and in constants."""
    found = {*named_in(lines_of(service, operation)), *looked_at(service, operation)}
    seen = set[int]()
    for rule in rules_of(service, operation):
        _collect(rule, {}, found, seen)
    return frozenset(found)


def _collect(thing: Any, names: Mapping[str, Any], found: set[str], seen: set[int]) -> None:
    """Add the texts in a rule, in the functions that it calls and in constants that it names."""
    if isinstance(thing, FunctionType) and thing.__module__.startswith("sandbox.rules"):
        _collect(thing.__code__, thing.__globals__, found, seen)
    elif isinstance(thing, CodeType) and id(thing) not in seen:
        seen.add(id(thing))
        for inner in (*thing.co_consts, *map(names.get, thing.co_names)):
            _collect(inner, names, found, seen)
    elif isinstance(thing, str):
        # A path names each of its members.
        found.update(part.split("[")[0] for part in thing.split("."))
    elif isinstance(thing, (tuple, list, set, frozenset, dict)):
        for inner in thing:
            _collect(inner, names, found, seen)
