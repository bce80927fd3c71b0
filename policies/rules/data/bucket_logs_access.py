"""Who read which data can be told afterwards."""

from collections.abc import Iterator

from policies.buckets import BUCKET, LOGGING, TRAIL, receives_access_logs
from policies.rule import PlanView, Props, plan_rule

_OBJECTS = "aws:s3/bucketObjectv2:BucketObjectv2"


@plan_rule(
    applies_to=BUCKET,
    why="after a leak nobody can say whose data it was, or since when it has gone on",
    source="AWS Security Hub, control S3.9",
)
def bucket_logs_access(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Buckets that hold data log each access to them.

    Not those that receive such logs, those of a trail, whose own records say who reads it, and
    those with code that the stack itself declares.
    """
    receives = receives_access_logs(bucket, plan) or plan.about(
        bucket, TRAIL, key="s3BucketName", named="bucket"
    )
    declared = plan.about(bucket, _OBJECTS, key="bucket")
    if not receives and not declared and not plan.about(bucket, LOGGING, key="bucket"):
        yield "declare a BucketLogging for it"
