"""Images are for those who may run them."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:ecrpublic/repository:Repository",
    why="everybody can pull the image, and with it the code and the weights that are in it",
    source="Amazon ECR Public User Guide, What is Amazon ECR Public",
)
def no_public_image_repositories(props: Props) -> Iterator[str]:
    """Stacks declare no repository in Amazon ECR Public."""
    yield f"use aws.ecr.Repository instead of {props.resource.type}"
