"""The providers' own settings, `aws:region`, `aws-native:region` and the like."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.utilities.utils import get_partition

from sandbox.account.options import ACCOUNT
from sandbox.provider.inputs import Scope
from sandbox.schema.check import hint
from sandbox.schema.store import service_schema
from sandbox.unknown import has_unknown

_UNSUPPORTED = {"aws-native": ("ignoreTags", "insecure", "skipRequestingAccountId")}
"""Settings that the SDK of a package has, and its provider refuses."""


def problems(package: str, config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Settings that a package's provider does not take, by name, and what is wrong with each.

    Most of the others only concern the way to real AWS and are ignored.
    """
    module = service_schema(f"{package}:index")
    known = list(module.resources[package].inputs) if module else []
    for name in config:
        if name in _UNSUPPORTED.get(package, ()):
            yield name, "not yet implemented"
        elif name not in known and name != "version" and not name.startswith("__"):
            yield name, f"unknown setting of the AWS provider{hint(name, known)}"


def scope_of(config: Mapping[str, Any], region: str = "eu-west-1") -> Scope:
    """What a provider's configuration says; nested settings arrive as JSON text."""
    tags = config.get("defaultTags")
    if isinstance(tags, str):
        tags = json.loads(tags)
    if not isinstance(tags, dict) or has_unknown(tags):
        tags = {}
    where = config.get("region")
    region = where if isinstance(where, str) and where else region
    return Scope(region, get_partition(region), ACCOUNT, tags.get("tags") or {})
