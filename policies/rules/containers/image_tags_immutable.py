"""A tag of an image names the same image for ever."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:ecr/repository:Repository",
    why="an image replaced under its tag changes what runs, with no trace in the model's lineage",
    source="AWS Security Hub, control ECR.2",
)
def image_tags_immutable(props: Props) -> Iterator[str]:
    """Image repositories refuse to move a tag."""
    mutability = props.get("imageTagMutability", "MUTABLE")
    if not str(mutability).startswith("IMMUTABLE"):
        yield f"set image_tag_mutability to 'IMMUTABLE', got {mutability!r}"
