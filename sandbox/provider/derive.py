"""How a type is carried out: by the table, or as names in the SDK and the service's model say.

What `derived.toml` says about a type replaces what is derived; it has the keys of the table.
"""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.names import split
from sandbox.provider.derivation import BESIDE, Derivation
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.likeness import Carrier, carriers, services, told, verbs
from sandbox.provider.tables import resource_type, resource_types
from sandbox.schema.store import ResourceSchema, package_of, resource_schema

_LEAST = 0.1
"""An operation that is less like a type than this is about something else."""


@functools.cache
def known_type(token: str) -> ResourceType:
    """How a type is carried out: as the table says, else as derived, else in the state alone."""
    kind = resource_types().get(token) or derived(token) or _kept(token)
    schema = resource_schema(token)
    if schema and kind.native:
        kind = replace(kind, replaces=kind.replaces | schema.replaces)
    return kind


@functools.cache
def derived(token: str) -> ResourceType | None:
    """How a type that no table has is carried out, None where no operation is like it."""
    schema = resource_schema(token)
    said = dict(told()["types"].get(token, {}))
    if schema is None or package_of(token) != "aws" or "kept" in said:
        return None
    if "as" in said:
        return replace(resource_types()[said["as"]], token=token, derived=True)
    create = _creating(schema, said)
    row = Derivation(schema, create, said).row() if create else None
    return replace(resource_type(token, row, {}), derived=True) if row else None


def _kept(token: str) -> ResourceType:
    """A type that is in the stack's state alone; the call that would make it is checked."""
    schema = resource_schema(token)
    said = dict(told()["types"].get(token, {}))
    create = _creating(schema, said) if schema else None
    module, noun = token.split(":")[1].split("/")[0], token.rpartition(":")[2].lower()
    row = {
        "service": create.service if create else "",
        "create": Derivation(schema, create, said).creation() if schema and create else "",
        "read": "",
        "id": "{name|bucket|request}",
        "arn": f"arn:{{partition}}:{module}:{{region}}:{{account}}:{noun}/{{id}}",
        "kept": True,
        **said,
    }
    return replace(resource_type(token, row, {}), derived=True)


def _creating(schema: ResourceSchema, said: Mapping[str, Any]) -> Carrier | None:
    """The operation that is most like creating the type, or the one that is named."""
    module, type_ = schema.token.split(":")[1].split("/")[0], schema.token.rsplit(":", 1)[1]
    create: Any = said.get("create", {})
    create = {"call": create} if isinstance(create, str) else create
    named = str(create.get("call", ""))
    members = {**said.get("members", {}), **create.get("members", {})}
    given = {*create.get("fixed", {}), *(path.split(".")[0] for path in members.values())}
    inputs = sorted(set(schema.inputs) - BESIDE)
    first, word = split(named) if named else ("", type_)
    found: list[Carrier] = []
    for service in [said["service"]] if "service" in said else services(module):
        for carrier in carriers(service, word, inputs, (first,) if named else verbs("create")):
            if named == carrier.operation:
                return carrier
            if not named and not set(carrier.cargo.missing) - given:
                found.append(carrier)
    best = max(found, key=lambda carrier: carrier.likeness, default=None)
    return best if best is not None and best.likeness > _LEAST else None
