"""What the service model does not say about the things that the fallback makes: `known.toml`."""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.account.context import Context
from sandbox.account.errors import exists
from sandbox.account.fallback.kinds import identity
from sandbox.account.fallback.record import Record


def known(service: str, noun: str) -> Mapping[str, Any]:
    """Return the row of a thing; nothing where the model says it all."""
    return _table().get(f"{service} {noun}", {})


@functools.cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("sandbox.account.fallback") / "known.toml"
    return tomllib.loads(file.read_text("utf-8"))


def identifier(service: str, noun: str) -> str:
    """Return an id for something new: its own scheme if known, otherwise a UUID."""
    scheme = known(service, noun).get("id")
    return (
        scheme.format(hex12=mock_random.get_random_hex(12)) if scheme else str(mock_random.uuid4())
    )


def defaults(record: Record) -> dict[str, Any]:
    """Return what AWS fills in."""
    filled = known(record.service, record.noun).get("default", {})
    return {m: v.format_map(vars(record)) if isinstance(v, str) else v for m, v in filled.items()}


def arn(context: Context, record: Record) -> str:
    """Return an ARN for something new: `…:user-profile/d-abc/ada`."""
    form = known(record.service, record.noun).get("arn")
    if form:
        return form.format_map(vars(record))
    names = identity(context.call.operation.service_model, record.noun)
    parts = [str(record.data[name]).lower() for name in names if name in record.data]
    kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", record.noun).lower()
    return context.arn("/".join([kebab, *(parts or [record.id])]))


def check_parent(context: Context, noun: str) -> None:
    """Refuse to make something in a thing that is not there."""
    parent = known(context.call.service, noun).get("within")
    if parent:
        operation, member = parent
        context.ask(operation, {member: context.params[member]})


def check_children(context: Context, noun: str, records: Sequence[Record]) -> None:
    """Refuse to delete something that others need."""
    for kind, member, own in known(context.call.service, noun).get("holds", ()):
        name = context.params.get(own)
        held = (_deep(r.data, member) for r in records if r.noun == kind)
        if name is not None and name in held:
            text = f"Unable to delete {noun} [{name}] because {kind}(s) are associated with it."
            raise exists(context.call, text)


def _deep(value: Any, member: str) -> Any:
    if isinstance(value, Mapping):
        if member in value:
            return value[member]
        return next((f for v in value.values() if (f := _deep(v, member)) is not None), None)
    return None
