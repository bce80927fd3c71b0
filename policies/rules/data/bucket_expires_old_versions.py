"""What was overwritten or deleted is kept for a time, not for ever."""

from collections.abc import Iterator

from policies.buckets import BUCKET, VERSIONING, lifecycle_rules
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=BUCKET,
    why="whom the data is about may have it deleted, and each old version is also paid for",
    source="AWS Security Hub, control S3.10",
    remediation="a rule for all objects with noncurrent_version_expiration",
)
def bucket_expires_old_versions(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Buckets that keep versions delete the old ones after a number of days."""
    versioned = any(
        found.get("versioningConfiguration", {}).get("status") == "Enabled"
        for found in plan.about(bucket, VERSIONING, key="bucket")
    )
    if versioned and not any(
        "noncurrentVersionExpiration" in rule for rule in lifecycle_rules(bucket, plan)
    ):
        yield "let its BucketLifecycleConfiguration expire versions that are not current"
