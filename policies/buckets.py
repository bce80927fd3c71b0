"""What rules on buckets share: the resources that S3 settings are split into."""

from policies.plan_view import PlanView
from policies.props import Props

BUCKET = "aws:s3/bucket:Bucket"
ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOGGING = "aws:s3/bucketLogging:BucketLogging"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
PUBLIC_ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
TRAIL = "aws:cloudtrail/trail:Trail"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"


def receives_access_logs(bucket: Props, plan: PlanView) -> bool:
    """Whether S3 delivers access logs of other buckets into this one."""
    return bool(plan.about(bucket, LOGGING, key="targetBucket", named="bucket"))


def receives_encrypted_records(bucket: Props, plan: PlanView) -> bool:
    """Whether only a trail writes into this one that encrypts its files with a key itself.

    What CloudTrail adds to them, the digests, it can write only with keys of S3 (CloudTrail User
    Guide, "Encrypting CloudTrail log files, digest files, and event data stores").
    """
    trails = plan.about(bucket, TRAIL, key="s3BucketName", named="bucket")
    return bool(trails) and all(trail.raw("kmsKeyId") for trail in trails)


def default_encryptions(bucket: Props, plan: PlanView) -> tuple[Props, ...]:
    """What new objects of a bucket are encrypted with, by each configuration declared for it."""
    return tuple(
        rule.object("applyServerSideEncryptionByDefault")
        for config in plan.about(bucket, ENCRYPTION, key="bucket")
        for rule in config.objects("rules")
        if "applyServerSideEncryptionByDefault" in rule
    )


def lifecycle_rules(bucket: Props, plan: PlanView) -> tuple[Props, ...]:
    """Rules that are on for all objects of a bucket."""
    return tuple(
        rule
        for config in plan.about(bucket, LIFECYCLE, key="bucket")
        for rule in config.objects("rules")
        if rule.get("status") == "Enabled"
        and not rule.get("prefix")
        and not any(rule.get("filter", {}).values())
    )
