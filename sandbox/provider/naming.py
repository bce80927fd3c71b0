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
        return prefix + _characters(source, _PREFIX_RANDOM, letters=False)
    stem = f"{logical_name}{rule.separator}" if rule.random else logical_name
    if rule.random and len(stem) + rule.random > rule.max_length:
        raise NameTooLong(
            rule.property,
            f"must be at most {rule.max_length} characters with {rule.random} random ones, got"
            f" {stem!r}; choose a shorter logical name or set {rule.property}",
        )
    name = stem + _characters(source, rule.random, letters=rule.letters)
    name = name.lower() if rule.lower else name
    if not name.startswith(rule.prefix):
        name = rule.prefix + name
    first_in_first_out = inputs.get("fifoQueue") or inputs.get("fifoTopic")
    return f"{name}.fifo" if rule.fifo and first_in_first_out is True else name


def was_defaulted(inputs: Mapping[str, Any], name: str) -> bool:
    """Whether the provider, not the program, gave an input its value."""
    return name in (inputs.get(DEFAULTS) or ())


def _characters(source: random.Random, count: int, *, letters: bool) -> str:
    alphabet = string.ascii_lowercase if letters else "0123456789abcdef"
    return "".join(source.choice(alphabet) for _ in range(count))
