"""What an operation does and to what: by its name, its input, and the table `known.toml`."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sandbox.names import split
from sandbox.tables import table

OperationModel = Any
ServiceModel = Any
"""botocore's models, whose properties carry no types that a checker could follow."""

Does = Enum("Does", "CREATE PUT READ LIST UPDATE DELETE START STOP TAG UNTAG LIST_TAGS OTHER")
"""What kind of operation it is."""

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
_TAGS = {
    r"(TagResource|AddTags\w*)$": Does.TAG,
    r"(UntagResource|DeleteTags|RemoveTags\w*)$": Does.UNTAG,
    r"(ListTags|ListTagsFor\w+|GetTags|DescribeTags)$": Does.LIST_TAGS,
}


@dataclass(frozen=True)
class Kind:
    """An operation's verb and noun."""

    does: Does

    noun: str
    """The thing, in the singular: `UserProfile`; empty for tag operations."""


@functools.cache
def kind(operation: OperationModel) -> Kind:
    """Classify an operation."""
    for pattern, does in _TAGS.items():
        if re.match(pattern, operation.name):
            return Kind(does, "")
    verb, noun = split(operation.name)
    does = _DOES.get(verb, Does.OTHER)
    made = _nouns_made(operation.service_model)
    if does in (Does.READ, Does.LIST) and noun not in made:
        singular = next((one for one in _singulars(noun) if one in made), None)
        return Kind(Does.LIST, singular) if singular else Kind(does, noun)
    return Kind(does, noun)


@functools.cache
def identity(service: ServiceModel, noun: str) -> tuple[str, ...]:
    """Return the members that name one `noun`: what its own read or delete operation requires.

    Where neither requires a text, `RuleGroupName` of a `RuleGroup`, or whatever they require.
    """
    optional, other = "", tuple[str, ...]()
    for verb in ("Describe", "Get", "Delete", "Deregister", "Update"):
        shape = _input(service, f"{verb}{noun}")
        if shape is None or (optional and verb == "Update"):
            continue
        required = tuple(shape.required_members)
        if texts := tuple(m for m in required if shape.members[m].type_name == "string"):
            return texts
        other = other or required
        optional = optional or (f"{noun}Name" if f"{noun}Name" in shape.members else "")
    return (optional,) if optional else other


@functools.cache
def given_by_service(operation: OperationModel, noun: str) -> Any:
    """Return the shape of the id that a service gives a `noun`; None where the caller names it."""
    sent = operation.input_shape.members if operation.input_shape is not None else {}
    for verb in ("Describe", "Get", "Delete", "Deregister", "Update"):
        shape = _input(operation.service_model, f"{verb}{noun}")
        members = shape.members if shape is not None else {}
        for member in identity(operation.service_model, noun):
            found = members.get(member)
            own = member not in sent and not member.lower().endswith("arn")
            if own and found is not None and found.type_name == "string":
                return found
    return None


def operations_on(service: ServiceModel, does: Does, noun: str) -> Sequence[OperationModel]:
    """Return a service's operations of one kind on one thing."""
    names = [f"{verb}{noun}" for verb in _VERBS.get(does, ())]
    return [service.operation_model(name) for name in names if name in service.operation_names]


def known(service: str, noun: str) -> Mapping[str, Any]:
    """Return what no model says of a thing; nothing where the model says it all."""
    return table("account/fallback/known.toml").get(f"{service} {noun}", {})


def _input(service: ServiceModel, operation: str) -> Any:
    known = operation in service.operation_names
    return service.operation_model(operation).input_shape if known else None


@functools.cache
def _nouns_made(service: ServiceModel) -> frozenset[str]:
    names = map(split, service.operation_names)
    return frozenset(noun for verb, noun in names if _DOES.get(verb) in (Does.CREATE, Does.PUT))


def _singulars(noun: str) -> Iterator[str]:
    """Possible singulars of a noun: Policies, Boxes, Notebooks, NotificationsForBudget."""
    noun = re.sub(r"(For|By|In)[A-Z]\w*$", "", noun)
    for plural, singular in (("ies", "y"), ("s", ""), ("es", "")):
        if noun.endswith(plural):
            yield noun.removesuffix(plural) + singular
