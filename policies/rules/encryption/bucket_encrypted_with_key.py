"""Buckets that hold data are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.buckets import (
    BUCKET,
    default_encryptions,
    receives_access_logs,
    receives_encrypted_records,
)
from policies.encryption import without_key
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=BUCKET,
    why="whoever may read the bucket reads the data; a key is a second lock, and one switch",
    source="AWS Security Hub, control S3.17",
    remediation="declare a BucketServerSideEncryptionConfiguration with the stack's key",
)
def bucket_encrypted_with_key(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Buckets encrypt new objects with the stack's key.

    Not those that receive access logs, which S3 could not deliver, nor the records of a trail,
    which encrypts them itself.
    """
    if receives_access_logs(bucket, plan) or receives_encrypted_records(bucket, plan):
        return
    defaults = default_encryptions(bucket, plan)
    if not defaults:
        yield "declare its default encryption with the stack's key"
    for default in defaults:
        algorithm = default.get("sseAlgorithm")
        if algorithm not in ("aws:kms", "aws:kms:dsse"):
            yield f"set sse_algorithm to 'aws:kms', got {algorithm!r}"
        else:
            yield from without_key(default, "kmsMasterKeyId", "kms_master_key_id")
