"""What Glue writes, logs and remembers is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_CONFIGURATION = "aws:glue/securityConfiguration:SecurityConfiguration"
_PARTS = {
    "cloudwatchEncryption": ("cloudwatchEncryptionMode", "SSE-KMS"),
    "jobBookmarksEncryption": ("jobBookmarksEncryptionMode", "CSE-KMS"),
    "s3Encryption": ("s3EncryptionMode", "SSE-KMS"),
}
_PYTHON = {
    "cloudwatchEncryptionMode": "cloudwatch_encryption_mode",
    "jobBookmarksEncryptionMode": "job_bookmarks_encryption_mode",
    "s3EncryptionMode": "s3_encryption_mode",
}


@rule(
    applies_to=(
        _CONFIGURATION,
        "aws:glue/crawler:Crawler",
        "aws:glue/devEndpoint:DevEndpoint",
        "aws:glue/job:Job",
    ),
    why="a job that prepares training data writes it in pieces to many places, logs included",
    source="AWS Glue Developer Guide, Encrypting data written by AWS Glue",
)
def glue_work_encrypted_with_key(props: Props) -> Iterator[str]:
    """Glue jobs and crawlers have a security configuration, and each encrypts all with the key."""
    if props.resource.type != _CONFIGURATION:
        if "securityConfiguration" not in props:
            yield "set security_configuration to that of the stack"
        return
    encryption = props.object("encryptionConfiguration")
    for part, (key, wanted) in _PARTS.items():
        mode = encryption.object(part).get(key, "DISABLED")
        if mode != wanted:
            yield f"set {_PYTHON[key]} to '{wanted}', got {mode!r}"
        else:
            for problem in without_key(encryption.object(part), "kmsKeyArn", "kms_key_arn"):
                yield f"{part}: {problem}"
