"""Buckets keep what is overwritten or deleted."""

from collections.abc import Iterator

from policies.buckets import BUCKET, VERSIONING, receives_access_logs
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=BUCKET,
    why="a wrong job overwrites a data set, and the models trained on it cannot be explained",
    source="AWS Security Hub, control S3.14",
)
def bucket_versioned(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Buckets keep versions, but for those that only receive access logs."""
    if receives_access_logs(bucket, plan):
        return
    found = plan.about(bucket, VERSIONING, key="bucket")
    if not found:
        yield "declare a BucketVersioning for it"
    for versioning in found:
        status = versioning.get("versioningConfiguration", {}).get("status")
        if status != "Enabled":
            yield f"set the status of its versioning to 'Enabled', got {status!r}"
