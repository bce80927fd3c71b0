"""Resources as the engine shows them to a policy pack, turned into those of a plan."""

from collections.abc import Callable, Mapping
from typing import Any

from pulumi_policy import PolicyResource, ResourceValidationArgs, StackValidationArgs
from pulumi_policy.deserialize import (
    SPECIAL_SECRET_SIG,
    SPECIAL_SIG_KEY,
    serialize_properties,
)

from plan.plan import Plan, Resource
from plan.wire import plain
from policies.engine_memory import Once


def resource_under_change(args: ResourceValidationArgs) -> Resource:
    """Return the resource that the engine is about to bring up, with nothing around it."""
    return Resource(
        urn=args.urn, type=args.resource_type, name=args.name, inputs=_inputs(args.props)
    )


def plan_of_stack(args: StackValidationArgs) -> Plan:
    """Return all resources of the stack."""
    return Plan("", "", tuple(_resource(resource) for resource in args.resources))


def _resource(resource: PolicyResource) -> Resource:
    return Resource(
        urn=resource.urn,
        type=resource.resource_type,
        name=resource.name,
        inputs=_inputs(resource.props),
        property_dependencies={
            key: frozenset(source.urn for source in sources)
            for key, sources in resource.property_dependencies.items()
        },
    )


def _read(props: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs from the SDK's proxy, which would raise at the first unknown value read."""
    return plain(serialize_properties(props))


_inputs = Once(_read)


def with_changes(
    args: ResourceValidationArgs, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the resource's inputs as `change` makes them, for the engine to go on with.

    What is a secret or not known yet stays so.
    """
    sent = serialize_properties(args.props)
    changed = change(
        {key: value["value"] if _is_secret(value) else value for key, value in sent.items()}
    )
    return {
        key: {**sent[key], "value": value} if _is_secret(sent.get(key)) else value
        for key, value in changed.items()
    }


def _is_secret(value: Any) -> bool:
    return isinstance(value, dict) and value.get(SPECIAL_SIG_KEY) == SPECIAL_SECRET_SIG
