"""Log groups are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:cloudwatch/logGroup:LogGroup",
    why="training and inference logs repeat the data they are about",
    source="Amazon CloudWatch Logs User Guide, "
    "Encrypt log data in CloudWatch Logs using AWS Key Management Service",
)
def log_group_encrypted_with_key(props: Props) -> Iterator[str]:
    """Log groups are encrypted with the stack's key."""
    yield from without_key(props, "kmsKeyId", "kms_key_id")
