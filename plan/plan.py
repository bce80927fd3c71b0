"""The plan: every resource that a stack declares, as plain frozen data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final


class Unknown(Enum):
    """The value of an input that is not known before something else exists."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN
"""Stands in a plan's inputs wherever a value is only known after the deployment."""

AWS_TYPES = ("aws:", "aws-native:")
"""What the type tokens of AWS's resources start with, by either of its providers."""


@dataclass(frozen=True)
class Resource:
    """One resource of a plan, a component's own entry included."""

    urn: str
    """The engine's name for it: `urn:pulumi:<stack>::<project>::<types>::<name>`."""

    type: str
    """Type token, `aws:s3/bucket:Bucket`."""

    name: str
    """Logical name, the last part of the URN."""

    inputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Inputs by their camelCase names, secrets unwrapped, `UNKNOWN` where not known yet."""

    parent: str | None = None
    """URN of the component it belongs to; None for the stack itself."""

    dependencies: frozenset[str] = frozenset()
    """URNs that must exist before it."""

    property_dependencies: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, frozenset[str]]
    )
    """By input name, the URNs that its value comes from."""

    custom: bool = True
    """Whether a provider manages it; False for components and the stack."""

    protect: bool = False
    """Whether the engine refuses to delete it."""

    retain_on_delete: bool = False
    """Whether it stays in the cloud when it leaves the stack."""

    provider: str = ""
    """Reference of the provider that manages it, empty for the default one."""

    secrets: frozenset[str] = frozenset()
    """Names of the inputs whose values are secret."""

    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Outputs, as far as the source of the plan knows them; empty in one recorded in process."""

    declared_at: str = field(default="", compare=False)
    """File and line that declare it, `/…/components/network.py:88`; empty unless recorded."""

    @property
    def in_aws(self) -> bool:
        """Whether AWS has it: one of its providers makes it, and it is no component."""
        return self.custom and self.type.startswith(AWS_TYPES)


@dataclass(frozen=True)
class Plan:
    """Everything a stack declares, in the order of declaration."""

    stack: str
    """Name of the stack, `fraud-dev`."""

    project: str
    """Name of the Pulumi project."""

    resources: tuple[Resource, ...]

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)

    def of_type(self, type_token: str) -> tuple[Resource, ...]:
        """Resources of one type, in the order of declaration."""
        return tuple(r for r in self.resources if r.type == type_token)

    def by_urn(self) -> dict[str, Resource]:
        """Resources by URN."""
        return {r.urn: r for r in self.resources}
