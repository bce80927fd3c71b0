"""Rules of CloudTrail's trails."""

from typing import TYPE_CHECKING

from sandbox.account.iam.policies import principals
from sandbox.rules import account_rule
from sandbox.rules.policy_grammar import allowing

if TYPE_CHECKING:
    from sandbox.account.context import Context

_LETS_IN = {"cloudtrail.amazonaws.com", "*"}


@account_rule(
    "cloudtrail", "CreateTrail", "UpdateTrail", code="InsufficientS3BucketPolicyException"
)
def bucket_lets_trails_in(context: "Context") -> str | None:
    """CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"."""
    name = context.params.get("S3BucketName")
    bucket = context.backend("s3").buckets.get(name)
    if bucket is None:
        return None
    document = bucket.policy.decode() if bucket.policy else ""
    for action in ("s3:GetBucketAcl", "s3:PutObject"):
        if not any(_LETS_IN & principals(found) for found in allowing(document, action)):
            return f"Incorrect S3 bucket policy is detected for bucket: {name}"
    return None
