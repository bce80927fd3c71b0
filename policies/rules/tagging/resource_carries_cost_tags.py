"""Whose a resource is, and who pays for it, can be read on it."""

from collections.abc import Container, Iterator

from policies.rule import Props, rule

_REQUIRED = ("team", "environment", "owner", "cost-center")


@rule(
    why="a cost that has no team is nobody's, and a resource without an owner is never deleted",
    source="AWS whitepaper, Best Practices for Tagging AWS Resources",
    remediation="set aws:defaultTags and aws-native:defaultTags in the stack's configuration",
)
def resource_carries_cost_tags(props: Props) -> Iterator[str]:
    """Everything that can be tagged carries the tags team, environment, owner and cost-center."""
    if "tagsAll" in props:
        tags: Container[str] = props.object("tagsAll")
    elif "tags" in props and props.resource.type.startswith("aws-native:"):
        # Cloud Control has them as pairs, the provider's default ones among the resource's own.
        tags = [tag.get("key", "") for tag in props.objects("tags")]
    else:
        return
    missing = [tag for tag in _REQUIRED if tag not in tags]
    if missing:
        yield f"add the tags {', '.join(missing)}"
