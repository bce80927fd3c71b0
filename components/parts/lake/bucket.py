"""A private bucket: owned, encrypted, versioned, with a policy and a lifecycle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.policy_document import Statement, policy_document


@dataclass(frozen=True)
class PrivateBucket:
    """A bucket, with its policy and versioning for those who must wait until they are in force."""

    bucket: aws.s3.Bucket
    policy: aws.s3.BucketPolicy
    versioning: aws.s3.BucketVersioning


def declare_bucket(
    name: str,
    *,
    kms_key_arn: pulumi.Input[str] | None,
    statements: Callable[[pulumi.Output[str]], Sequence[Statement]],
    lifecycle: Sequence[aws.s3.BucketLifecycleConfigurationRuleArgs],
    protect: bool,
    parent: pulumi.Resource,
) -> PrivateBucket:
    """Declare a bucket whose policy is `statements` of its ARN; without a key S3 keeps the key."""
    child = pulumi.ResourceOptions(parent=parent)
    bucket = aws.s3.Bucket(
        name,
        force_destroy=not protect,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect),
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.bucket,
        rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
        opts=child,
    )
    closed = aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=child,
    )
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.bucket,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(
            status="Enabled"
        ),
        opts=child,
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption",
        bucket=bucket.bucket,
        rules=[_encryption(kms_key_arn)],
        opts=child,
    )
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=list(lifecycle),
        # Rules for superseded versions need versioning.
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[versioning]),
    )
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.bucket,
        policy=policy_document(*statements(bucket.arn)),
        # S3 refuses to change both at the same moment.
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[closed]),
    )
    return PrivateBucket(bucket, policy, versioning)


def _encryption(
    kms_key_arn: pulumi.Input[str] | None,
) -> aws.s3.BucketServerSideEncryptionConfigurationRuleArgs:
    default = (
        aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
    )
    if kms_key_arn is None:
        return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=default(sse_algorithm="AES256")
        )
    return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=default(
            sse_algorithm="aws:kms", kms_master_key_id=kms_key_arn
        ),
        # One call to KMS for many objects: training reads millions.
        bucket_key_enabled=True,
    )
