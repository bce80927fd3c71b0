"""Names that Pulumi makes up: the logical name and a few random characters."""

import random
import string
from collections.abc import Mapping
from typing import Any

from sandbox.provider.descriptor import Autoname, ResourceType
from sandbox.schema.store import ResourceSchema

DEFAULTS = "__defaults"
"""Input that lists which others the provider filled in, as the real provider keeps it."""

_PREFIX_RANDOM = 26
"""Length of what the provider appends to a `namePrefix`."""


class NameTooLong(Exception):
    """A logical name that leaves no room for the random characters: of which property, and why."""


def autoname_of(kind: ResourceType, schema: ResourceSchema) -> Autoname | None:
    """How a type is named: its own rule, or the one for an optional `name`."""
    if kind.autoname is not None:
        return kind.autoname
    if kind.native:
        return _of_cloud_control(kind.token.rpartition(":")[2].lower(), schema)
    name = schema.inputs.get("name")
    return Autoname() if name is not None and not name.required else None


def _of_cloud_control(noun: str, schema: ResourceSchema) -> Autoname | None:
    """How the Cloud Control provider finds the property to name: `clusterName` of a `Cluster`."""
    names = {n.lower(): n for n, p in schema.inputs.items() if p.type == "string"}
    of_part = [n for n in names if n.endswith("name") and noun.endswith(n.removesuffix("name"))]
    # The name of a part of the noun, `jobDefinitionName`, only counts when it is the only one.
    exact = next((n for n in ("name", f"{noun}name") if n in names), None)
    found = exact or (of_part[0] if len(of_part) == 1 else None)
    return Autoname(names[found], keeps=True) if found else None


def generated(rule: Autoname, logical_name: str, seed: bytes, inputs: Mapping[str, Any]) -> str:
    """A new name for a resource with the given logical name."""
    source = random.Random(seed)
    prefix = inputs.get(f"{rule.property}Prefix")
    if isinstance(prefix, str):
        return prefix + _characters(source, _PREFIX_RANDOM, string.hexdigits[:16])
    stem = f"{logical_name}{rule.separator}" if rule.random else logical_name
    if rule.random and len(stem) + rule.random > rule.max_length:
        raise NameTooLong(
            rule.property,
            f"must be at most {rule.max_length} characters with {rule.random} random ones, got"
            f" {stem!r}; choose a shorter logical name or set {rule.property}",
        )
    alphabet = string.ascii_lowercase if rule.letters else string.hexdigits[:16]
    name = stem + _characters(source, rule.random, alphabet)
    name = name.lower() if rule.lower else name
    name = name if name.startswith(rule.prefix) else rule.prefix + name
    first_in_first_out = True in (inputs.get("fifoQueue"), inputs.get("fifoTopic"))
    return f"{name}.fifo" if first_in_first_out else name


def was_defaulted(inputs: Mapping[str, Any], name: str) -> bool:
    """Whether the provider, not the program, gave an input its value."""
    return name in (inputs.get(DEFAULTS) or ())


def _characters(source: random.Random, count: int, alphabet: str) -> str:
    return "".join(source.choice(alphabet) for _ in range(count))
