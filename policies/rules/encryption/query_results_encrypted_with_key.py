"""Results of SQL queries are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:athena/workgroup:Workgroup",
    why="a query result is a copy of the data",
    source="Amazon Athena User Guide, Encrypt Athena query results stored in Amazon S3",
)
def query_results_encrypted_with_key(props: Props) -> Iterator[str]:
    """Athena workgroups encrypt query results with the stack's key."""
    results = props.get("configuration", {}).get("resultConfiguration", {})
    encryption = results.get("encryptionConfiguration", {})
    option = encryption.get("encryptionOption")
    if option not in ("SSE_KMS", "CSE_KMS"):
        yield f"set encryption_option of the result configuration to 'SSE_KMS', got {option!r}"
    else:
        yield from without_key(encryption, "kmsKeyArn", "kms_key_arn")
