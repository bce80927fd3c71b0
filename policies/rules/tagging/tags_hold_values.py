"""A tag says something."""

from collections.abc import Iterator, Mapping

from policies.rule import Props, rule

_NOTHING = frozenset(
    {"", "-", "?", "changeme", "n/a", "na", "none", "null", "tbd", "todo", "unknown", "xxx"}
)


@rule(
    why="a report by owner or cost centre then has a line for nobody, and it grows",
    source="AWS whitepaper, Best Practices for Tagging AWS Resources",
    remediation="set aws:defaultTags and aws-native:defaultTags in the stack's configuration",
)
def tags_hold_values(props: Props) -> Iterator[str]:
    """Tags hold neither an empty text nor a placeholder."""
    for key, value in _tags(props).items():
        if isinstance(value, str) and value.strip().lower() in _NOTHING:
            yield f"set the tag {key}, got {value!r}"


def _tags(props: Props) -> Mapping[str, object]:
    """Tags as they are; what AWS decides is no placeholder."""
    for key in ("tagsAll", "tags"):
        found = props.raw(key)
        if isinstance(found, Mapping):
            return found
        if isinstance(found, (list, tuple)):
            pairs = [pair for pair in found if isinstance(pair, Mapping)]
            return {str(pair.get("key")): pair.get("value") for pair in pairs}
    return {}
