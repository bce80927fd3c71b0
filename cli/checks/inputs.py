"""Whether AWS and its provider would take the inputs of every resource.

Two independent sources are asked: the SDK's schema of each resource, and the service's own model
of the requests that bringing it up would make.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.utilities.utils import get_partition

from cli.checks.compose import NO_ACCOUNT
from cli.checks.context import StackContext
from cli.finding import Finding
from plan.computed import is_computed
from plan.plan import UNKNOWN, Resource
from sandbox.provider.inputs import Scope, checked
from sandbox.provider.tables import resource_types
from sandbox.schema.check import Violation, check_inputs
from sandbox.schema.store import resource_schema

_RECORDED = frozenset({"tagsAll"})
"""Inputs that the recorder adds as the provider would; a program does not set them."""

_SEED = bytes(32)
"""Generated names are only measured here, so any seed will do."""


def inputs(context: StackContext) -> Iterator[Finding]:
    """Yield unknown, missing and mistyped inputs, and values that a service refuses."""
    scope = scope_of(context)
    for resource in context.plan:
        if not resource.in_aws:
            continue
        for violation in dict.fromkeys(_violations(resource, scope)):
            where = f"{resource.name}.{violation.path}" if violation.path else resource.name
            yield Finding(
                context.stack,
                "inputs",
                where,
                violation.message,
                resource=resource.name,
                urn=resource.urn,
            )


def scope_of(context: StackContext) -> Scope:
    """What the stack's provider would be configured with."""
    region = context.spec.region_of(context.environment)
    tags: Mapping[str, str] = context.config["aws:defaultTags"]["tags"]
    return Scope(region, get_partition(region), context.account or NO_ACCOUNT, tags)


def _violations(resource: Resource, scope: Scope) -> list[Violation]:
    kind = resource_types().get(resource.type)
    schema = resource_schema(resource.type)
    found = {k: opened(v) for k, v in resource.inputs.items() if k not in _RECORDED}
    if kind is None or schema is None:
        return check_inputs(resource.type, found)
    return checked(kind, schema, scope, resource.name, _SEED, {}, found, None)[1]


def opened(value: Any) -> Any:
    """A value in which every text that AWS completes is unknown, as the engine sees it."""
    if isinstance(value, dict):
        return {key: opened(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [opened(item) for item in value]
    return UNKNOWN if is_computed(value) else value
