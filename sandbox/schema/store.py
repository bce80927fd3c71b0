"""Schemas of the SDKs that are installed, extracted once per version and service, then cached."""

import functools
import importlib.metadata
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.cache import cache_dir, write_atomically
from sandbox.schema.extract import Type, extract

_FORMAT = 6
"""Raised whenever what `extract` writes changes, so that no older cache is read."""

_SDKS = {"aws": "pulumi_aws", "aws-native": "pulumi_aws_native"}
"""Python packages by the package in a token."""


@dataclass(frozen=True)
class Property:
    """One input of a resource, of a function or of a nested type."""

    type: Type
    required: bool = False


@dataclass(frozen=True)
class FunctionSchema:
    """What the SDK knows of one provider function."""

    token: str
    inputs: dict[str, Property]
    outputs: dict[str, Type]
    """Every output, inputs among them, by its name on the wire."""


@dataclass(frozen=True)
class ResourceSchema(FunctionSchema):
    """What the SDK knows of one resource type."""

    secrets: frozenset[str] = frozenset()
    """Outputs that are secret by nature."""

    filled: frozenset[str] = frozenset()
    """Outputs that always have a value, also where the program gives none."""

    replaces: frozenset[str] = frozenset()
    """Properties, by path without indexes, on whose change the SDK itself asks for another."""

    @property
    def undecided(self) -> frozenset[str]:
        """Outputs that only AWS decides, as a preview shows them: all that it may fill in."""
        if package_of(self.token) == "aws-native":
            return frozenset(self.outputs)
        return self.filled | (self.outputs.keys() - self.inputs.keys())

    @property
    def all_tags(self) -> str:
        """Property with the provider's default tags and the resource's own; empty: none has."""
        if "tags" not in self.inputs:
            return ""
        # The Cloud Control provider puts its default tags among the resource's own.
        own = "tags" if package_of(self.token) == "aws-native" else ""
        return "tagsAll" if "tagsAll" in self.outputs else own


@dataclass(frozen=True)
class ServiceSchema:
    """Every resource, function and nested type of one module of the SDK."""

    resources: dict[str, ResourceSchema]
    functions: dict[str, FunctionSchema]
    types: dict[str, dict[str, Property]]


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
    """Schema of one module of an SDK, `aws:s3`, or None where the SDK has no such module."""
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
                *(frozenset(spec.get(name, ())) for name in ("secrets", "filled", "replaces")),
            )
            for token, spec in content["resources"].items()
        },
        functions={
            token: FunctionSchema(token, _properties(spec["inputs"]), spec["outputs"])
            for token, spec in content["functions"].items()
        },
        types={name: _properties(spec) for name, spec in content["types"].items()},
    )


def package_of(token: str) -> str:
    """`aws` of `aws:s3/bucket:Bucket`, `aws-native` of `aws-native:s3:Bucket`."""
    return token.partition(":")[0]


def sdk_version(package: str = "aws") -> str:
    """Version of the SDK that the schema of a package belongs to."""
    return importlib.metadata.version(f"pulumi-{package}")


def _properties(spec: dict[str, Any]) -> dict[str, Property]:
    return {name: Property(**said) for name, said in spec.items()}


def _service_of(token: str) -> str:
    """`aws:s3` of `aws:s3/bucket:Bucket`, `aws-native:s3` of `aws-native:s3:Bucket`."""
    package, _, rest = token.partition(":")
    return f"{package}:{rest.split('/')[0].split(':')[0]}"


def _folder(service: str) -> Path | None:
    package, _, name = service.partition(":")
    spec = importlib.util.find_spec(_SDKS[package]) if package in _SDKS else None
    if spec is None or spec.origin is None or not name.isidentifier():
        return None
    root = Path(spec.origin).parent
    # A module named like a Python keyword has an underscore: aws:lambda/… is pulumi_aws.lambda_.
    folders = (root,) if name == "index" else (root / name, root / f"{name}_")
    return next((folder for folder in folders if folder.is_dir()), None)


def _cache_file(service: str) -> Path:
    package, _, name = service.partition(":")
    folder = f"{package}-{sdk_version(package)}-{_FORMAT}"
    return cache_dir() / "schema" / folder / f"{name}.json"
