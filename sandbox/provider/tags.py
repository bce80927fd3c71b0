"""Tags in requests and answers, whatever a service calls them."""

import re
from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import Properties, ResourceType, Tagging
from sandbox.provider.paths import canonical, from_pairs
from sandbox.provider.shapes import element_of, input_shape, members_of, name_value_pair, shape_at
from sandbox.provider.wire import has_unknown

_TAGS = re.compile(r"(resource)?tag(set|s?list|stoadd|ging|specification)?")
_KEYS = re.compile(r"(resource)?tagkey(list)?|tagstoremove")
_EC2_TYPES = {
    "AllocateAddress": "elastic-ip",
    "CreateFlowLogs": "vpc-flow-log",
    "AuthorizeSecurityGroupIngress": "security-group-rule",
    "AuthorizeSecurityGroupEgress": "security-group-rule",
}
"""EC2's words for what an operation makes, where they are not in its name."""


def tag_members(shape: Shape, tags: Mapping[str, str]) -> dict[str, Any]:
    """The members of a request that carry tags, or the keys of those to take away."""
    found = dict[str, Any]()
    for member, inner in members_of(shape).items():
        if _KEYS.fullmatch(canonical(member)):
            found[member] = list(tags)
        elif _TAGS.fullmatch(canonical(member)) and inner.type_name != "string":
            found[member] = _in_form(inner, tags)
    if "TagSpecifications" in found:
        found["TagSpecifications"] = [{"ResourceType": _ec2_type(shape), "Tags": _pairs(tags)}]
    return found


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


def tags_in(answer: Any) -> dict[str, str] | None:
    """Tags in an answer, but not those that AWS itself puts; None where it shows none at all."""
    if not isinstance(answer, Mapping):
        return None
    if "ResourceTagList" in answer:
        # CloudTrail is asked for several resources at once.
        return tags_in({"Tags": answer["ResourceTagList"][0]["TagsList"]})
    found = next((v for name, v in answer.items() if _TAGS.fullmatch(canonical(name))), None)
    found = from_pairs(found) if isinstance(found, list) else found
    if not isinstance(found, Mapping):
        return None
    return {k: v for k, v in found.items() if not k.startswith("aws:")}


def _in_form(shape: Shape, tags: Mapping[str, str]) -> Any:
    """Tags as a service wants them: a map, or a list of pairs under its own names."""
    if isinstance(shape, StructureShape):
        return {name: _in_form(inner, tags) for name, inner in members_of(shape).items()}
    if isinstance(shape, ListShape):
        return _pairs(tags, *(name_value_pair(element_of(shape)) or ()))
    return dict(tags)


def _pairs(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    return [{key: k, value: v} for k, v in tags.items()]


def _ec2_type(shape: Shape) -> str:
    """`security-group` of `CreateSecurityGroupRequest`: EC2's longest word for what it makes."""
    request = shape.name.removesuffix("Request")
    known: list[str] = getattr(shape_at(shape, "TagSpecifications[0].ResourceType"), "enum", [])
    told = [w for w in known if all(part in request.lower() for part in w.split("-"))]
    return _EC2_TYPES.get(request) or max(told, key=len, default="")
