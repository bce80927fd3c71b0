"""Tables of DynamoDB and streams of Kinesis are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_STREAM = "aws:kinesis/stream:Stream"


@rule(
    applies_to=("aws:dynamodb/table:Table", _STREAM),
    why="features and events of people lie there under a key that nobody here can switch off",
    source="AWS Security Hub, control Kinesis.1; "
    "Amazon DynamoDB Developer Guide, DynamoDB encryption at rest",
)
def table_encrypted_with_key(props: Props) -> Iterator[str]:
    """DynamoDB tables and Kinesis streams are encrypted with the stack's key."""
    if props.resource.type == _STREAM:
        if props.get("encryptionType", "NONE") != "KMS":
            yield f"set encryption_type to 'KMS', got {props.get('encryptionType', 'NONE')!r}"
        else:
            yield from without_key(props, "kmsKeyId", "kms_key_id")
    else:
        encryption = props.get("serverSideEncryption", {})
        if encryption.get("enabled", False) is not True:
            yield "set server_side_encryption with the stack's key"
        else:
            yield from without_key(encryption, "kmsKeyArn", "kms_key_arn")
