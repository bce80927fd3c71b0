"""Schemas of the SDK that is installed, extracted once per SDK version and service, then cached."""

import functools
import importlib.metadata
import importlib.util
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.cache import cache_dir, write_atomically
from sandbox.schema.extract import Type, extract

_FORMAT = 4
"""Raised whenever what `extract` writes changes, so that no older cache is read."""


@dataclass(frozen=True)
class Property:
    """One input of a resource, of a function or of a nested type."""

    type: Type
    required: bool = False
    deprecated: str = ""


@dataclass(frozen=True)
class ResourceSchema:
    """What the SDK knows of one resource type."""

    token: str
    inputs: dict[str, Property]
    outputs: dict[str, Type]
    """Every output, inputs among them, by its name on the wire."""

    secrets: frozenset[str] = frozenset()
    """Outputs that are secret by nature."""

    filled: frozenset[str] = frozenset()
    """Outputs that always have a value, also where the program gives none."""

    aliases: tuple[str, ...] = ()
    """Tokens that the type had in earlier versions of the SDK."""

    @property
    def has_tags_all(self) -> bool:
        """Whether the provider's default tags reach the resource."""
        return "tags" in self.inputs and "tagsAll" in self.outputs


@dataclass(frozen=True)
class FunctionSchema:
    """What the SDK knows of one provider function."""

    token: str
    inputs: dict[str, Property]
    outputs: dict[str, Type]


@dataclass(frozen=True)
class ServiceSchema:
    """Every resource, function and nested type of one module of the SDK."""

    resources: dict[str, ResourceSchema]
    functions: dict[str, FunctionSchema]
    types: dict[str, dict[str, Property]] = field(default_factory=dict[str, dict[str, Property]])


def resource_schema(token: str) -> ResourceSchema | None:
    """Schema of a resource type, or None where the SDK has no such type."""
    service = service_schema(_service_of(token))
    return service.resources.get(token) if service else None


def function_schema(token: str) -> FunctionSchema | None:
    """Schema of a function, or None where the SDK has no such function."""
    service = service_schema(_service_of(token))
    return service.functions.get(token) if service else None


def nested_type(name: str) -> dict[str, Property] | None:
    """Properties of a nested type by the name a `ref` has, or None where they are not known."""
    service = service_schema(name.split(".")[0])
    return service.types.get(name) if service else None


@functools.cache
def service_schema(service: str) -> ServiceSchema | None:
    """Schema of one module of the SDK, `s3`, or None where the SDK has no such module."""
    folder = _folder(service)
    if folder is None:
        return None
    cached = _cache_file(service)
    try:
        content = json.loads(cached.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = extract(folder, service)
        write_atomically(cached, json.dumps(content, separators=(",", ":")))
    return ServiceSchema(
        resources={
            token: ResourceSchema(
                token,
                _properties(spec["inputs"]),
                spec["outputs"],
                frozenset(spec.get("secrets", ())),
                frozenset(spec["filled"]),
                tuple(spec.get("aliases", ())),
            )
            for token, spec in content["resources"].items()
        },
        functions={
            token: FunctionSchema(token, _properties(spec["inputs"]), spec["outputs"])
            for token, spec in content["functions"].items()
        },
        types={name: _properties(spec) for name, spec in content["types"].items()},
    )


def sdk_version() -> str:
    """Version of the SDK that the schema belongs to."""
    return importlib.metadata.version("pulumi-aws")


def _properties(spec: dict[str, Any]) -> dict[str, Property]:
    return {
        name: Property(s["type"], s.get("required", False), s.get("deprecated", ""))
        for name, s in spec.items()
    }


def _service_of(token: str) -> str:
    """`s3` of `aws:s3/bucket:Bucket`; empty for what is no token of the AWS provider."""
    package, _, rest = token.partition(":")
    return rest.split("/")[0].split(":")[0] if package == "aws" else ""


def _folder(service: str) -> Path | None:
    spec = importlib.util.find_spec("pulumi_aws") if service.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    # A module named like a Python keyword has an underscore: aws:lambda/… is pulumi_aws.lambda_.
    folder = root if service == "index" else root / service
    keyword = root / f"{service}_"
    return next((f for f in (folder, keyword) if f.is_dir()), None)


def _cache_file(service: str) -> Path:
    return cache_dir() / "schema" / f"aws-{sdk_version()}-{_FORMAT}" / f"{service}.json"
