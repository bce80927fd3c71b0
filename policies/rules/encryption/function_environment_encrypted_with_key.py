"""What a function is told in its environment is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:lambda/function:Function",
    why="whoever may look at a function reads its environment, unless a key says who may",
    source="AWS Lambda Developer Guide, Securing Lambda environment variables",
)
def function_environment_encrypted_with_key(props: Props) -> Iterator[str]:
    """Functions with environment variables encrypt them with the stack's key."""
    if props.get("environment", {}).get("variables"):
        yield from without_key(props, "kmsKeyArn", "kms_key_arn")
