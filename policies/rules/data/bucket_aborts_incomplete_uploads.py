"""Parts of uploads that were never finished go away."""

from collections.abc import Iterator

from policies.buckets import BUCKET, lifecycle_rules
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=BUCKET,
    why="each training job that dies while it writes leaves gigabytes that no listing shows",
    source="Amazon S3 User Guide, Configuring a bucket lifecycle configuration to delete "
    "incomplete multipart uploads",
    remediation="a rule for all objects with abort_incomplete_multipart_upload",
)
def bucket_aborts_incomplete_uploads(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Each bucket deletes uploads that were not completed after a number of days."""
    rules = lifecycle_rules(bucket, plan)
    if not any("abortIncompleteMultipartUpload" in rule for rule in rules):
        yield "let its BucketLifecycleConfiguration abort incomplete uploads"
