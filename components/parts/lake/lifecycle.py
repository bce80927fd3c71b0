"""Lifecycle rules of the buckets of a data lake."""

import pulumi_aws as aws

_ABANDONED_UPLOAD_DAYS = 7


def tidy_rule(superseded_retention_days: int) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Remove what nobody can see: abandoned uploads, old versions, empty delete markers."""
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="tidy",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(),
        abort_incomplete_multipart_upload=(
            aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                days_after_initiation=_ABANDONED_UPLOAD_DAYS
            )
        ),
        noncurrent_version_expiration=(
            aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                noncurrent_days=superseded_retention_days
            )
        ),
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(
            expired_object_delete_marker=True
        ),
    )


def log_rule(
    days: int, superseded_retention_days: int
) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Delete logs after `days`, and what is left of them.

    One rule, since S3 has refused two expirations of the same objects. A number of days removes
    empty delete markers as well, and a rule must not ask for both.
    """
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="expiry",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(),
        abort_incomplete_multipart_upload=(
            aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                days_after_initiation=_ABANDONED_UPLOAD_DAYS
            )
        ),
        noncurrent_version_expiration=(
            aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                noncurrent_days=superseded_retention_days
            )
        ),
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days),
    )


def tiering_rule(after_days: int) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Move objects where S3 itself finds the cheapest tier; reading them costs nothing extra."""
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="tiering",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(),
        transitions=[
            aws.s3.BucketLifecycleConfigurationRuleTransitionArgs(
                days=after_days, storage_class="INTELLIGENT_TIERING"
            )
        ],
    )


def expiry_rule(
    rule_id: str, days: int, prefix: str
) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Delete objects below `prefix` after `days`."""
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id=rule_id,
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=prefix),
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days),
    )
