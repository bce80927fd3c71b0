"""Buckets cannot be opened to the public, by policy or by access control list."""

from collections.abc import Iterator

from policies.buckets import BUCKET, PUBLIC_ACCESS
from policies.rule import PlanView, Props, plan_rule

_SWITCHES = {
    "blockPublicAcls": "block_public_acls",
    "blockPublicPolicy": "block_public_policy",
    "ignorePublicAcls": "ignore_public_acls",
    "restrictPublicBuckets": "restrict_public_buckets",
}


@plan_rule(
    applies_to=BUCKET,
    why="one wrong bucket policy publishes the training data",
    source="AWS Security Hub, control S3.8",
)
def bucket_blocks_public_access(bucket: Props, plan: PlanView) -> Iterator[str]:
    """Each bucket has a public access block with all four switches on."""
    blocks = plan.about(bucket, PUBLIC_ACCESS, key="bucket")
    if not blocks:
        yield "declare a BucketPublicAccessBlock for it"
    for block in blocks:
        for switch, python_name in _SWITCHES.items():
            if block.get(switch, False) is not True:
                yield f"set {python_name} to True in its public access block"
