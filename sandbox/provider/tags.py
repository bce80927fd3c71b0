"""Tags of resources: in calls that tag, and with the provider's default ones."""

from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import Properties, ResourceType, Tagging
from sandbox.service_model.shapes import (
    input_shape,
    members_of,
)
from sandbox.tags import from_pairs, tag_members
from sandbox.unknown import has_unknown


def takes_tags(service: str, name: str) -> bool:
    """Whether an operation that creates can carry tags."""
    shape = input_shape(service, name)
    return shape is not None and bool(tag_members(shape, {}))


def tagging_request(
    kind: ResourceType,
    tagging: Tagging,
    operation: str,
    tags: Mapping[str, str],
    state: Properties,
) -> dict[str, Any]:
    """Parameters of a call that tags or untags an existing resource, or lists its tags."""
    shape = input_shape(kind.service, operation)
    params = dict[str, Any]()
    members = members_of(shape) if shape is not None else {}
    for member, name in tagging.on.items():
        if member in members:
            value = state.get(name, name)
            params[member] = [value] if isinstance(members[member], ListShape) else value
    return {**params, **(tag_members(shape, tags) if shape is not None else {})}


def merged(defaults: Mapping[str, str], tags: Any) -> Any:
    """A resource's own tags, a map or a list of pairs, with the provider's default ones."""
    if has_unknown(tags):
        return UNKNOWN
    if isinstance(tags, list):
        own = from_pairs(tags)
        return [*tags, *as_pairs({k: v for k, v in defaults.items() if k not in own})]
    own = tags if isinstance(tags, dict) else {}
    return {**defaults, **{k: str(v) for k, v in own.items()}}


def as_map(tags: Any) -> dict[str, str] | None:
    """Tags in whichever form as a map; None where they are not known."""
    if isinstance(tags, list) and not has_unknown(tags):
        return from_pairs(tags)
    return tags if isinstance(tags, dict) else None


def as_pairs(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags in the form of CloudFormation, in one order."""
    return [{"key": key, "value": tags[key]} for key in sorted(tags)]
