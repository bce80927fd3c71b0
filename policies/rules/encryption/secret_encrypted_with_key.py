"""Secrets are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_PARAMETER = "aws:ssm/parameter:Parameter"


@rule(
    applies_to=(_PARAMETER, "aws:secretsmanager/secret:Secret"),
    why="with the key of AWS, a policy of IAM alone decides who reads a secret",
    source="AWS Secrets Manager User Guide, "
    "Secret encryption and decryption in AWS Secrets Manager",
)
def secret_encrypted_with_key(props: Props) -> Iterator[str]:
    """Secrets, and parameters that are secure strings, are encrypted with the stack's key."""
    if props.resource.type != _PARAMETER:
        yield from without_key(props, "kmsKeyId", "kms_key_id")
    elif props.get("type") == "SecureString":
        yield from without_key(props, "keyId", "key_id")
