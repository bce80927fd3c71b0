"""Buckets refuse requests that are not encrypted on the way."""

from collections.abc import Iterator

from policies.buckets import BUCKET, POLICY
from policies.document import Statement, statements
from policies.rule import PlanView, Props, plan_rule
from policies.transport import denies_plain


@plan_rule(
    applies_to=BUCKET,
    why="data and credentials of a plain HTTP request can be read on the way",
    source="AWS Security Hub, control S3.5",
    remediation="deny s3:* to everyone where aws:SecureTransport is false",
)
def bucket_denies_plain_http(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Each bucket has a policy that denies every request without TLS."""
    policies = plan.about(bucket, POLICY, key="bucket")
    if not any(_denies(s) for policy in policies for s in statements(policy, "policy")):
        yield "deny requests without TLS in its bucket policy"


def _denies(statement: Statement) -> bool:
    return denies_plain(statement, "s3:*") and any(
        resource == "*" or resource.endswith("/*") for resource in statement.resources
    )
