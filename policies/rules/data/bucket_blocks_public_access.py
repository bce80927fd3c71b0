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
    applies_to=(BUCKET, PUBLIC_ACCESS),
    why="one wrong bucket policy publishes the training data",
    source="AWS Security Hub, control S3.8",
)
def bucket_blocks_public_access(props: Props, plan: PlanView) -> Iterator[str]:
    """Each bucket has a public access block with all four switches on."""
    if props.resource.type == PUBLIC_ACCESS:
        # That of a bucket from elsewhere; otherwise the bucket says it.
        if not any(_block_of(bucket, props, plan) for bucket in plan.of_type(BUCKET)):
            yield from (f"set {name} to True" for name in _off(props))
        return
    blocks = plan.about(props, PUBLIC_ACCESS, key="bucket")
    if not blocks:
        yield "declare a BucketPublicAccessBlock for it"
    for block in blocks:
        yield from (f"set {name} to True in its public access block" for name in _off(block))


def _off(block: Props) -> Iterator[str]:
    for switch, python_name in _SWITCHES.items():
        if block.get(switch, False) is not True:
            yield python_name


def _block_of(bucket: Props, block: Props, plan: PlanView) -> bool:
    found = plan.about(bucket, PUBLIC_ACCESS, key="bucket")
    return block.resource.urn in {one.resource.urn for one in found}
