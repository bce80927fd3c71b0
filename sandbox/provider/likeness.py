"""What of a service's model is most like a resource type: its operations, members and answers."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore
from botocore.model import ListShape, Shape, StructureShape

from sandbox.names import canonical, split
from sandbox.service_model import required, service_model
from sandbox.service_model.shapes import (
    element_of,
    input_shape,
    member_named,
    members_of,
    operation,
)
from sandbox.tables import table

_SUFFIXES = ("arn", "identifier", "id", "name")
_SETTINGS = ("configuration", "config", "setting")
"""What one of both may append: `BucketWebsiteConfiguration`, `FunctionUrlConfig`."""


told = functools.partial(table, "provider/derived.toml")
"""What names do not tell."""


def verbs(what: str) -> tuple[str, ...]:
    """First words of operations that `create`, `read` or `update`, the likeliest first."""
    return tuple(told()["verbs"][what].split())


def services(module: str) -> list[str]:
    """Services of botocore that a module of the SDK may be about, the likeliest first."""
    plain = _plain_names().get(module.lower(), "")
    return told()["services"].get(module, plain).split()


@functools.cache
def _plain_names() -> Mapping[str, str]:
    folders = (Path(botocore.__file__).parent / "data").iterdir()
    return {f.name.replace("-", ""): f.name for f in folders if f.is_dir()}


@functools.cache
def operations(service: str) -> Mapping[str, tuple[str, str]]:
    """Verb and canonical noun of every operation of a service."""
    names: Any = service_model(service).operation_names
    split_names = {name: split(name) for name in names}
    return {name: (verb, canonical(noun)) for name, (verb, noun) in split_names.items()}


def output_shape(service: str, name: str) -> Any:
    """Shape of the answer of one operation."""
    return operation(service, name).output_shape


def stem(name: str) -> str:
    """`cluster` of `clusterArn`, `ClusterName` and `cluster`; empty for `Arn` alone."""
    plain = canonical(name)
    return next((plain[: -len(s)] for s in _SUFFIXES if plain.endswith(s)), plain)


def carried(shape: Shape | None, inputs: Iterable[str], noun: str) -> dict[str, str]:
    """Inputs that a request takes, each with its member; a reference may end otherwise."""
    if shape is None:
        return {}
    inputs = list(inputs)
    exact = {name: member_named(shape, name, noun) for name in inputs}
    found = {name: member for name, member in exact.items() if member}
    left = [m for m in members_of(shape) if m not in found.values()]
    for like in (_same_stem, _of_noun):
        for name in inputs:
            alike = next((m for m in left if like(m, name, noun)), None)
            if name not in found and alike:
                found[name] = alike
                left.remove(alike)
    return found


def _same_stem(member: str, name: str, noun: str) -> bool:
    return bool(stem(member)) and stem(member) == stem(name)


def _of_noun(member: str, name: str, noun: str) -> bool:
    """Whether one of both repeats part of the noun: `DBInstanceClass`, `originId`."""
    longer, shorter = sorted((canonical(member), canonical(name)), key=len, reverse=True)
    before, plain = longer.removesuffix(shorter), canonical(noun)
    ours = plain.startswith(before) or plain.endswith(before)
    return ours and before != longer and len(before) > 1


@dataclass(frozen=True)
class Cargo:
    """What of the inputs a request carries."""

    members: Mapping[str, str]
    """By input, its member: below `into`, if that is set and the request's top has none."""

    into: str
    missing: tuple[str, ...]
    """Required members that no input is like."""


def cargo(shape: Shape | None, inputs: Iterable[str], noun: str, key: Iterable[str] = ()) -> Cargo:
    """What a request carries besides the members that identify the resource."""
    key = {*key}
    members = {n: m for n, m in carried(shape, inputs, noun).items() if m not in key}
    given = {*members.values(), *key, *told()["once"].split()}
    missing = [m for m in required(shape) if m not in given]
    if len(missing) == 1:
        below = carried(members_of(shape)[missing[0]], inputs, noun)
        if below:
            return Cargo({**below, **members}, missing[0], ())
    return Cargo(members, "", tuple(missing))


@dataclass(frozen=True)
class Carrier:
    """An operation that may create a resource."""

    service: str
    operation: str
    cargo: Cargo
    likeness: float


def carriers(
    service: str, type_: str, inputs: Iterable[str], verbs: tuple[str, ...]
) -> Iterator[Carrier]:
    """Operations of a service with one of `verbs` that are about a resource type."""
    inputs, wanted = list(inputs), canonical(type_)
    for name in operations(service):
        verb, noun = split(name)
        plain = canonical(noun)
        shape = input_shape(service, name) if verb in verbs else None
        if shape and (plain.endswith(wanted) or _said_longer(wanted, plain)):
            found = cargo(shape, inputs, noun)
            share = len(found.members) / max(1, len(inputs)) - 0.4 * len(found.missing)
            likeness = share + (plain == wanted) - 0.02 * verbs.index(verb)
            yield Carrier(service, name, found, likeness)


def _said_longer(type_: str, noun: str) -> bool:
    """Whether one has a longer word for the same: `LogMetricFilter` for `MetricFilter`."""
    longer, shorter = (noun, type_) if noun.startswith(type_) else (type_, noun)
    rest = longer.removeprefix(shorter).removeprefix("s")
    return rest in _SETTINGS or (len(noun) > 8 and type_.endswith(noun))


def place(
    answer: Shape | None, noun: str, outputs: Iterable[str], own: str = ""
) -> tuple[str, Shape | None]:
    """Where in an answer a resource stands: beside its own member, or with most of its outputs."""
    outputs = list(outputs)
    best: tuple[str, Shape | None] = ("", None)
    most = (False, 0)
    for path, inner in structures(answer):
        beside = any(canonical(m) == canonical(own) for m in members_of(inner))
        found = (beside, shown(inner, noun, outputs))
        if found > most and found[1]:
            best, most = (path, inner), found
    return best


def shown(shape: Shape | None, noun: str, outputs: Iterable[str]) -> int:
    """How many outputs a structure of an answer shows."""
    names = {canonical(name) for name in outputs} - {"id", "region", "tag"}
    names |= {canonical(noun) + name for name in names}
    return len({canonical(m) for m in members_of(shape)} & names)


def found_at(answer: Shape | None, wanted: str) -> str:
    """Path of the first text of an answer with this canonical name; empty if there is none."""
    for path, inner in structures(answer):
        for member, below in members_of(inner).items():
            if canonical(member) == wanted and below.type_name == "string":
                return f"{path}.{member}".strip(".")
    return ""


def structures(answer: Shape | None) -> list[tuple[str, Shape]]:
    """An answer and the structures in it with their paths, the nearest first."""
    found = level = [("", answer)] if answer is not None else []
    for _ in range(3):
        level = [pair for path, shape in level for pair in _inside(shape, path)]
        found = found + level
    return found


def _inside(shape: Shape, path: str) -> Iterator[tuple[str, Shape]]:
    for name, member in members_of(shape).items():
        here = f"{path}.{name}".strip(".")
        if isinstance(member, ListShape):
            member, here = element_of(member), f"{here}[0]"
        if isinstance(member, StructureShape):
            yield here, member
