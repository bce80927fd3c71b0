"""Resource types that no table has, derived from the SDK's schema and the service's model.

What `derived.toml` says about a type replaces what is derived; it has the keys of the table.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import botocore

from sandbox.provider import likeness
from sandbox.provider.derivation import Derivation
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.identity import BESIDE
from sandbox.provider.likeness import Carrier, split
from sandbox.provider.tables import resource_type, resource_types
from sandbox.provider.unlisted import stored
from sandbox.schema.store import ResourceSchema, package_of, resource_schema

_CREATES = (
    "Create Put Register Run Request Import Allocate Associate Attach Enable Add Provision"
    " Authorize Subscribe Publish"
)
_LEAST = 0.1
"""An operation that is less like a type than this is about something else."""


def known_type(token: str) -> ResourceType:
    """How a type is carried out: as the table says, else as derived, else in the state alone."""
    return resource_types().get(token) or derived(token) or stored(token)


@functools.cache
def derived(token: str) -> ResourceType | None:
    """How a type that no table has is carried out, None where no operation is like it."""
    schema = resource_schema(token)
    if schema is None or package_of(token) != "aws":
        return None
    said = dict(told_of("types", token))
    if "as" in said:
        return replace(resource_types()[said["as"]], token=token, derived=True)
    create = _creating(schema, said)
    if create is None:
        return None
    found = Derivation(schema, create, said).entry()
    return replace(resource_type(token, found, {}), derived=True) if found else None


def _creating(schema: ResourceSchema, said: Mapping[str, Any]) -> Carrier | None:
    """The operation that is most like creating the type, or the one that is named."""
    module, type_ = schema.token.split(":")[1].split("/")[0], schema.token.rsplit(":", 1)[1]
    told: Any = said.get("create", {})
    told = {"call": told} if isinstance(told, str) else told
    named = str(told.get("call", ""))
    members = {**said.get("members", {}), **told.get("members", {})}
    given = {*told.get("fixed", {}), *(path.split(".")[0] for path in members.values())}
    inputs = sorted(set(schema.inputs) - BESIDE)
    found: list[Carrier] = []
    for service in [said["service"]] if "service" in said else services(module):
        verbs = (split(named)[0],) if named else tuple(_CREATES.split())
        word = split(named)[1] if named else type_
        for carrier in likeness.carriers(service, module, word, inputs, verbs):
            if named == carrier.operation:
                return carrier
            if not named and not set(carrier.cargo.missing) - given:
                found.append(carrier)
    best = max(found, key=lambda carrier: carrier.likeness, default=None)
    return best if best is not None and best.likeness > _LEAST else None


def services(module: str) -> list[str]:
    """Services of botocore that a module of the SDK may be about, the likeliest first."""
    told = _told()["services"].get(module)
    return told.split() if told else [s for s in (_plain_names().get(module.lower()),) if s]


@functools.cache
def _plain_names() -> Mapping[str, str]:
    folders = (Path(botocore.__file__).parent / "data").iterdir()
    return {f.name.replace("-", ""): f.name for f in folders if f.is_dir()}


def told_of(what: str, token: str) -> dict[str, Any]:
    """What `derived.toml` says of one of its `types` or `functions`."""
    return _told()[what].get(token, {})


@functools.cache
def _told() -> dict[str, Any]:
    """What cannot be derived."""
    file = resources.files("sandbox.provider") / "derived.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
