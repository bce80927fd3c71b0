"""Tags in requests and answers, whatever a service calls them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from botocore.model import ListShape, Shape, StructureShape

from sandbox.names import canonical
from sandbox.service_model.shapes import element_of, members_of, name_value_pair, shape_at

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


def tags_in(holder: Any) -> dict[str, str] | None:
    """Tags in a request or an answer, but not AWS's own; None where it shows none at all."""
    if not isinstance(holder, Mapping):
        return None
    given = [(canonical(name), value) for name, value in holder.items()]
    found = [_as_map(name, value) for name, value in given if _TAGS.fullmatch(name)]
    shown = [tags for tags in found if tags is not None]
    own = [(k, v) for tags in shown for k, v in tags.items() if not k.startswith("aws:")]
    return dict(own) if shown else None


def _as_map(name: str, value: Any) -> dict[str, str] | None:
    """Tags in any form: a map, pairs, those of several things; of `Tagging` a URL's query, too."""
    if isinstance(value, list):
        inner = [tags_in(one) or {} for one in value]
        return from_pairs(value) | {k: v for tags in inner for k, v in tags.items()}
    if name == "tagging":
        return dict(parse_qsl(value, True)) if isinstance(value, str) else tags_in(value)
    return dict(value) if isinstance(value, Mapping) else None


def from_pairs(value: list[Any]) -> dict[str, Any]:
    """Name and value pairs as a map; the value is what stands beside the name."""
    found = dict[str, Any]()
    for item in value:
        members = {k.lower(): v for k, v in item.items()} if isinstance(item, dict) else {}
        name = next((k for k in ("key", "name", "tagkey") if k in members), None)
        if name is not None:
            key = members.pop(name)
            words = ("value", "values", "tagvalue", *(members if len(members) == 1 else ()))
            found[key] = next((members[k] for k in words if k in members), "")
    return found


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
