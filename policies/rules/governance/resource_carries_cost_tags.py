"""Whose a resource is, and who pays for it, can be read on it."""

from collections.abc import Iterator

from policies.rule import Props, rule

_REQUIRED = ("team", "environment", "owner", "cost-center")


@rule(
    why="a cost that has no team is nobody's, and a resource without an owner is never deleted",
    source="AWS whitepaper, Best Practices for Tagging AWS Resources",
    remediation="set aws:defaultTags in the stack's configuration",
)
def resource_carries_cost_tags(props: Props) -> Iterator[str]:
    """Everything that can be tagged carries the tags team, environment, owner and cost-center."""
    if "tagsAll" in props:
        missing = [tag for tag in _REQUIRED if tag not in props["tagsAll"]]
        if missing:
            yield f"add the tags {', '.join(missing)}"
