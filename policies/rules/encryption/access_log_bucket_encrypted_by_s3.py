"""Buckets that receive access logs use the one encryption with which S3 delivers them."""

from collections.abc import Iterator

from policies.buckets import BUCKET, default_encryptions, receives_access_logs
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=BUCKET,
    why="S3 delivers no access log to a bucket that is encrypted with KMS, and says nothing",
    source="Amazon S3 User Guide, Enabling Amazon S3 server access logging",
)
def access_log_bucket_encrypted_by_s3(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Buckets that receive access logs are encrypted with keys of S3 (AES256)."""
    if receives_access_logs(bucket, plan):
        for default in default_encryptions(bucket, plan):
            if default.get("sseAlgorithm") != "AES256":
                yield f"set sse_algorithm to 'AES256', got {default['sseAlgorithm']!r}"
