"""The bucket of an audit trail: CloudTrail writes it, and no role of the team opens it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.audit.settings import LockMode
from components.parts.lake.bucket import PrivateBucket, declare_bucket
from components.parts.lake.lifecycle import log_rule
from components.parts.lake.policy import encrypted_transport
from components.policy_document import Statement

_CLOUDTRAIL = "cloudtrail.amazonaws.com"
_SUPERSEDED_DAYS = 30


@dataclass(frozen=True)
class LogBucket:
    """How the records of one trail are kept."""

    prefix: str
    trail_arn: pulumi.Output[str]
    retention_days: int
    lock_days: int | None
    lock_mode: LockMode
    protect: bool


def declare_log_bucket(
    name: str, kept: LogBucket, scope: AwsScope, parent: pulumi.Resource
) -> PrivateBucket:
    """Declare the bucket that CloudTrail delivers to."""
    made = declare_bucket(
        name,
        # The trail names the stack's key for each file; nothing else is written here.
        kms_key_arn=None,
        statements=lambda arn: [
            encrypted_transport(arn),
            *_delivery(arn, kept.trail_arn, scope),
            _closed_to_the_team(arn, kept, scope),
        ],
        lifecycle=[log_rule(kept.retention_days, _SUPERSEDED_DAYS)],
        protect=kept.protect,
        parent=parent,
    )
    if kept.lock_days is not None:
        retention = aws.s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(
            mode=kept.lock_mode.value.upper(), days=kept.lock_days
        )
        aws.s3.BucketObjectLockConfiguration(
            f"{name}-lock",
            bucket=made.bucket.bucket,
            rule=aws.s3.BucketObjectLockConfigurationRuleArgs(default_retention=retention),
            # S3 locks versions, so it refuses a lock on a bucket that keeps none.
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[made.versioning]),
        )
    return made


def _delivery(
    bucket_arn: pulumi.Output[str], trail_arn: pulumi.Output[str], scope: AwsScope
) -> list[Statement]:
    """What CloudTrail needs (CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail")."""
    from_the_trail = {"aws:SourceArn": trail_arn}
    return [
        {
            "Sid": "TrailFindsTheBucket",
            "Effect": "Allow",
            "Principal": {"Service": _CLOUDTRAIL},
            "Action": "s3:GetBucketAcl",
            "Resource": bucket_arn,
            "Condition": {"StringEquals": from_the_trail},
        },
        {
            "Sid": "TrailDelivers",
            "Effect": "Allow",
            "Principal": {"Service": _CLOUDTRAIL},
            "Action": "s3:PutObject",
            "Resource": pulumi.Output.concat(bucket_arn, "/AWSLogs/", scope.account_id, "/*"),
            "Condition": {
                "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", **from_the_trail}
            },
        },
    ]


def _closed_to_the_team(
    bucket_arn: pulumi.Output[str], kept: LogBucket, scope: AwsScope
) -> Statement:
    """Refuse records to every role of the stack, whatever its own policies say.

    Settings of the bucket stay a matter of IAM, for the role that deploys the stack; so does
    deleting where the stack may go with its data.
    """
    deletes = ["s3:BypassGovernanceRetention", "s3:DeleteObject*"] if kept.protect else []
    return {
        "Sid": "ClosedToTheTeam",
        "Effect": "Deny",
        "Principal": "*",
        "Action": [*deletes, "s3:GetObject*", "s3:PutObject*", "s3:RestoreObject"],
        "Resource": pulumi.Output.concat(bucket_arn, "/*"),
        "Condition": {
            "ArnLike": {"aws:PrincipalArn": scope.global_arn("iam", f"role/{kept.prefix}-*")}
        },
    }
