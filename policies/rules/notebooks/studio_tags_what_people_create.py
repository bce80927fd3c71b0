"""What people create in Studio belongs to a team, too."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/domain:Domain",
    why="apps and spaces that people create carry no tags by themselves, and so cost nobody",
    source="Amazon SageMaker AI API Reference, CreateDomain, TagPropagation",
)
def studio_tags_what_people_create(domain: Props) -> Iterator[str]:
    """Studio domains hand their tags on to the spaces and apps in them."""
    propagation = domain.get("tagPropagation", "DISABLED")
    if propagation != "ENABLED":
        yield f"set tag_propagation to 'ENABLED', got {propagation!r}"
