"""Tags, whichever way a service spells them."""

from collections.abc import Mapping
from typing import Any


def tags_in(params: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags in a request."""
    for name, given in params.items():
        if name.lower().endswith("tags") and isinstance(given, Mapping):
            return {str(key): str(value) for key, value in given.items()}
        if name.lower().endswith("tags") and isinstance(given, list):
            return dict(_pair(tag) for tag in given)
    return {}


def _pair(tag: Mapping[str, Any]) -> tuple[str, str]:
    parts = {name.lower().removeprefix("tag"): str(value) for name, value in tag.items()}
    return parts.get("key", ""), parts.get("value", "")


def tag_list(shape: Any, tags: Mapping[str, str]) -> dict[str, Any]:
    """Return tags the way an output shape spells them."""
    for name, member in shape.members.items():
        if member.type_name == "map":
            return {name: dict(tags)}
        if member.type_name == "list" and member.member.type_name == "structure":
            key, value = list(member.member.members)[:2]
            return {name: [{key: k, value: v} for k, v in tags.items()]}
    return {}
