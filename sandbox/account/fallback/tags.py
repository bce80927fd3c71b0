"""Tags, whichever way a service spells them."""

from collections.abc import Iterator, Mapping
from typing import Any


def tags_in(params: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags in a request."""
    for name, value in params.items():
        if not name.lower().endswith("tags"):
            continue
        if isinstance(value, Mapping):
            return {str(k): str(v) for k, v in value.items()}
        if isinstance(value, list):
            pairs = [{k.lower(): str(v) for k, v in item.items()} for item in value]
            return {_of(pair, "key"): _of(pair, "value") for pair in pairs}
    return {}


def tag_keys(params: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of the tags that a request takes away."""
    for name, value in params.items():
        if isinstance(value, list) and name.lower().endswith("keys"):
            yield from value


def tag_list(shape: Any, tags: Mapping[str, str]) -> dict[str, Any]:
    """Return tags the way an output shape spells them."""
    for name, member in shape.members.items() if shape is not None else ():
        if member.type_name == "map":
            return {name: dict(tags)}
        if member.type_name == "list" and member.member.type_name == "structure":
            key, value = list(member.member.members)[:2]
            return {name: [{key: k, value: v} for k, v in tags.items()]}
    return {}


def _of(tag: Mapping[str, str], part: str) -> str:
    return tag.get(part, tag.get(f"tag{part}", ""))
