"""One of everything that level 0 declares, made and read through boto3: a module for each area."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0 import (
    batch,
    machine_learning,
    money,
    network,
    people,
    storage,
    watching,
)
from tests.sandbox.account.level_0.clients import REGION, Clients, client
from tests.sandbox.account.level_0.values import ALLOW, IMAGE, TAGS, TRUST

__all__ = [
    "ALLOW",
    "IMAGE",
    "REGION",
    "TAGS",
    "TRUST",
    "Clients",
    "client",
    "create",
    "delete",
    "read",
    "reads",
]

AREAS = (network, storage, people, machine_learning, batch, watching, money)
"""In the order in which they are made: what is used before what uses it."""


def create(c: Clients) -> dict[str, Any]:
    """Make one of everything; return the ids."""
    net, store, who = network.create(c), storage.create(c), people.create(c)
    ids = {**net, **store, **who}
    ids |= machine_learning.create(c, net, who["role"])
    ids |= batch.create(c, net, ids)
    ids |= watching.create(c, store["key_arn"])
    return ids | money.create(c, ids["topic"])


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Every read, by a name."""
    found: dict[str, Callable[[], Any]] = {"caller": c.sts.get_caller_identity}
    for area in AREAS:
        more = area.reads(c, ids)
        assert not found.keys() & more.keys(), "each read has a name of its own"
        found |= more
    return found


def read(c: Clients, ids: dict[str, Any]) -> dict[str, Any]:
    """Read everything back, without the parts of an answer that belong to the request."""
    found = {}
    for name, ask in reads(c, ids).items():
        answer = ask()
        answer.pop("ResponseMetadata", None)
        answer.pop("lastEvaluatedAt", None)  # of an image lifecycle: the time of asking
        found[name] = answer
    return found


def delete(c: Clients, ids: dict[str, Any]) -> None:
    """Delete everything, what is used after what uses it."""
    for area in reversed(AREAS):
        area.delete(c, ids)
