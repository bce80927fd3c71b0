"""Tags in requests and answers, whatever a service calls them."""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import Properties, ResourceType, Tagging
from sandbox.provider.paths import canonical, from_pairs
from sandbox.provider.shapes import element_of, input_shape, members_of, shape_at
from sandbox.provider.wire import has_unknown

_MEMBERS = frozenset(("tag", "tagset", "taglist", "resourcetag"))


def creation_tags(shape: Shape, token: str, tags: Mapping[str, str]) -> dict[str, Any]:
    """Members with the tags of a resource for the request that creates it; none where it cannot."""
    member = _member(shape)
    if member == "TagSpecifications":
        item = {"ResourceType": _ec2_type(shape, token), "Tags": _tag_list(None, tags)}
        return {member: [item]}
    return {member: _tag_list(members_of(shape)[member], tags)} if member else {}


def takes_tags(service: str, name: str) -> bool:
    """Whether an operation that creates can carry tags."""
    shape = input_shape(service, name)
    return shape is not None and bool(_member(shape))


def _member(shape: Shape) -> str:
    """Member of a creating request that takes tags; empty where there is none."""
    if "TagSpecifications" in members_of(shape):
        return "TagSpecifications"
    return next((member for member in members_of(shape) if canonical(member) in _MEMBERS), "")


def tagging_request(
    kind: ResourceType,
    tagging: Tagging,
    operation: str,
    tags: Mapping[str, str],
    state: Properties,
) -> dict[str, Any]:
    """Parameters of a call that tags or untags an existing resource."""
    shape = input_shape(kind.service, operation)
    params = dict[str, Any]()
    if shape is None:
        return params
    for member, name in tagging.on.items():
        if member not in members_of(shape):
            continue
        value = state.get(name, name)
        many = members_of(shape)[member].type_name == "list"
        params[member] = [value] if many else value
    for member, member_shape in members_of(shape).items():
        if member in params or "tag" not in member.lower():
            continue
        if member == "Tagging":
            params[member] = {"TagSet": _tag_list(None, tags)}
        elif member_shape.type_name == "list" and element_of(member_shape).type_name == "string":
            params[member] = list(tags)
        else:
            params[member] = _tag_list(member_shape, tags)
    return params


def merged(defaults: Mapping[str, str], tags: Any) -> Any:
    """A resource's own tags, a map or a list of pairs, with the provider's default ones."""
    if tags is UNKNOWN or has_unknown(tags):
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
    names: Iterable[str] = ("Tags", "tags", "TagSet", "TagList", "ResourceTags", "Tag")
    found = next((answer[n] for n in names if n in answer), None)
    found = from_pairs(found) if isinstance(found, list) else found
    if not isinstance(found, Mapping):
        return None
    return {k: v for k, v in found.items() if not k.startswith("aws:")}


def _tag_list(shape: Shape | None, tags: Mapping[str, str]) -> Any:
    """Tags as a service wants them: a map, or a list of pairs under its own names."""
    if isinstance(shape, MapShape):
        return dict(tags)
    key, value = "Key", "Value"
    if isinstance(shape, ListShape) and isinstance(element_of(shape), StructureShape):
        key = next(m for m in members_of(element_of(shape)) if m.lower().endswith("key"))
        value = next(
            (m for m in members_of(element_of(shape)) if m.lower().endswith("value")), "Value"
        )
    return [{key: k, value: v} for k, v in tags.items()]


@functools.cache
def _ec2_type(shape: Shape, token: str) -> str:
    """`security-group` of `aws:ec2/securityGroup:SecurityGroup`: EC2's word for the type."""
    special = {"Eip": "elastic-ip", "NatGateway": "natgateway", "FlowLog": "vpc-flow-log"}
    name = token.rsplit(":", 1)[1]
    if name.startswith("SecurityGroup") and name.endswith("Rule"):
        return "security-group-rule"
    dashed = "".join(f"-{c.lower()}" if c.isupper() else c for c in name).strip("-")
    if name in special:
        return special[name]
    # `transit-gateway-attachment` of `CreateTransitGatewayVpcAttachmentRequest`.
    known: list[str] = getattr(shape_at(shape, "TagSpecifications[0].ResourceType"), "enum", [])
    words = re.findall(r"[A-Z][a-z0-9]+", shape.name)
    told = [word for word in known if {*word.title().split("-")} <= {*words}]
    return max(told, key=len) if told and dashed not in told else dashed
