"""What an operation does and to what, from its name and its input."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

OperationModel = Any
ServiceModel = Any
"""botocore's models, whose properties carry no types that a checker could follow."""


class Does(StrEnum):
    """What kind of operation it is."""

    CREATE = "create"
    PUT = "put"
    READ = "read"
    LIST = "list"
    UPDATE = "update"
    DELETE = "delete"
    START = "start"
    STOP = "stop"
    TAG = "tag"
    UNTAG = "untag"
    LIST_TAGS = "list_tags"
    OTHER = "other"


@dataclass(frozen=True)
class Kind:
    """An operation's verb and noun."""

    does: Does

    noun: str
    """The thing, in the singular: `UserProfile`; empty for tag operations."""


_VERBS = {
    Does.CREATE: ("Create", "Register", "Import", "Allocate", "Request", "Publish"),
    Does.PUT: ("Put",),
    Does.READ: ("Describe", "Get", "Head"),
    Does.LIST: ("List", "Search"),
    Does.UPDATE: ("Update", "Modify", "Set"),
    Does.DELETE: ("Delete", "Deregister", "Remove", "Cancel"),
    Does.START: ("Start", "Resume"),
    Does.STOP: ("Stop", "Pause", "Terminate"),
}
_DOES = {verb: does for does, verbs in _VERBS.items() for verb in verbs}
_TAGS = (
    (re.compile(r"(TagResource|AddTags\w*)$"), Does.TAG),
    (re.compile(r"(UntagResource|DeleteTags|RemoveTags\w*)$"), Does.UNTAG),
    (re.compile(r"(ListTags|ListTagsFor\w+|GetTags|DescribeTags)$"), Does.LIST_TAGS),
)


@functools.cache
def kind(operation: OperationModel) -> Kind:
    """Classify an operation."""
    for pattern, does in _TAGS:
        if pattern.match(operation.name):
            return Kind(does, "")
    verb, noun = _split(operation.name)
    does = _DOES.get(verb, Does.OTHER)
    if does in (Does.READ, Does.LIST):
        made = _nouns_made(operation.service_model)
        singular = next((n for n in _singulars(noun) if n in made), None)
        if noun not in made and singular is not None:
            return Kind(Does.LIST, singular)
    return Kind(does, noun)


@functools.cache
def identity(service: ServiceModel, noun: str) -> tuple[str, ...]:
    """Return the members that name one `noun`: what its own read or delete operation requires.

    Where neither requires a text, `RuleGroupName` of a `RuleGroup`, or whatever they require.
    """
    optional = ""
    other: tuple[str, ...] = ()
    for verb in ("Describe", "Get", "Delete", "Deregister", "Update"):
        name = f"{verb}{noun}"
        if optional and verb == "Update":
            break
        if name in service.operation_names:
            shape = service.operation_model(name).input_shape
            if shape is None:
                continue
            named = tuple(
                m for m in shape.required_members if shape.members[m].type_name == "string"
            )
            if named:
                return named
            other = other or tuple(shape.required_members)
            optional = optional or (f"{noun}Name" if f"{noun}Name" in shape.members else "")
    return (optional,) if optional else other


def operations_on(service: ServiceModel, does: Does, noun: str) -> Sequence[OperationModel]:
    """Return a service's operations of one kind on one thing."""
    found: list[OperationModel] = []
    for verb in _VERBS.get(does, ()):
        if f"{verb}{noun}" in service.operation_names:
            found.append(service.operation_model(f"{verb}{noun}"))
    return found


def _split(name: str) -> tuple[str, str]:
    match = re.match(r"[A-Z][a-z0-9]+", name)
    verb = match[0] if match else name
    return verb, name[len(verb) :]


@functools.cache
def _nouns_made(service: ServiceModel) -> frozenset[str]:
    makers = (*_VERBS[Does.CREATE], *_VERBS[Does.PUT])
    split = (_split(name) for name in service.operation_names)
    return frozenset(noun for verb, noun in split if verb in makers)


def _singulars(noun: str) -> Sequence[str]:
    """Possible singulars of a noun: Policies, Boxes, Notebooks, NotificationsForBudget."""
    noun = re.sub(r"(For|By|In)[A-Z]\w*$", "", noun)
    if noun.endswith("ies"):
        return (f"{noun[:-3]}y",)
    if noun.endswith("s"):
        return (noun[:-1], noun[:-2]) if noun.endswith("es") else (noun[:-1],)
    return ()
