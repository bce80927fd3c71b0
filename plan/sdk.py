"""What Pulumi's Python SDKs say about a resource type, read from their annotations."""

import functools
import importlib
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pulumi.runtime import rpc


class Filled(Enum):
    """What kind of value the provider fills an output with, if the program does not set it."""

    TEXT = "text"
    OTHER = "other"


@functools.cache
def computed_outputs(token: str) -> Mapping[str, Filled]:
    """By wire name, the outputs of a type that its provider always fills in.

    Those are the outputs that are not annotated as optional: one that is stays empty unless the
    program sets it. Empty for a type of which no SDK is imported.
    """
    cls = _resource_class(token)
    found = dict[str, Filled]()
    for name, member in vars(cls).items() if cls is not None else ():
        if isinstance(member, property) and member.fget is not None:
            inner = typing.get_args(member.fget.__annotations__.get("return"))
            if inner and type(None) not in typing.get_args(inner[0]):
                wire = getattr(member.fget, "_pulumi_name", name)
                found[wire] = Filled.TEXT if inner[0] is str else Filled.OTHER
    return found


def has_output(token: str, name: str) -> bool:
    """Whether a type has an output of this name; not so for a type of which no SDK is imported."""
    return isinstance(getattr(_resource_class(token), name, None), property)


def _resource_class(token: str) -> type | None:
    """Class of a type, by the table in which each generated SDK registers its types."""
    package, module, _ = token.split(":", 2)
    registered: Any = rpc.get_resource_module(package, module, "")
    info: Mapping[str, Any] = getattr(registered, "mod_info", {})
    name = info.get("classes", {}).get(token)
    return getattr(importlib.import_module(info["fqn"]), name) if name else None
