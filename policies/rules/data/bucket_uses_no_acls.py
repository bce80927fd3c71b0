"""Who may read a bucket is said in policies alone."""

from collections.abc import Iterator

from policies.buckets import BUCKET
from policies.rule import Props, rule

_ACL = "aws:s3/bucketAcl:BucketAcl"
_OBJECTS = ("aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2")
_OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
_ENFORCED = "BucketOwnerEnforced"


@rule(
    applies_to=(BUCKET, _ACL, *_OBJECTS, _OWNERSHIP),
    why="an access list on one object opens it, and no review of policies shows it",
    source="AWS Security Hub, control S3.12",
)
def bucket_uses_no_acls(props: Props) -> Iterator[str]:
    """Buckets own all of their objects, and nothing has an access control list."""
    if props.resource.type == _ACL:
        yield "write a bucket policy instead of an access control list"
    elif props.resource.type == _OWNERSHIP:
        ownership = props.object("rule").get("objectOwnership")
        if ownership != _ENFORCED:
            yield f"set object_ownership to '{_ENFORCED}', got {ownership!r}"
    elif props.get("acl", "private") != "private" or "grants" in props:
        yield "write a bucket policy instead of acl and grants"
