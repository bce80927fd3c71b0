from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")


def block(**changed: object) -> object:
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    inputs = {**dict.fromkeys(switches, True), **changed}
    return resource(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        comes_from={"bucket": BUCKET},
        bucket="<<raw#bucket>>",
        **inputs,
    )


CASES = Cases(
    passes={"all four": (BUCKET, block())},
    fails={
        "none": Case((BUCKET,), ("raw: declare a BucketPublicAccessBlock for it",)),
        "of a bucket from elsewhere": Case(
            (block(restrictPublicBuckets=False),), ("it: set restrict_public_buckets to True",)
        ),
        "one off, one missing": Case(
            (BUCKET, block(blockPublicPolicy=False, ignorePublicAcls=None)),
            (
                "raw: set block_public_policy to True in its public access block",
                "raw: set ignore_public_acls to True in its public access block",
            ),
        ),
    },
    not_known={
        "a switch": Case((BUCKET, block(blockPublicAcls=UNKNOWN)), ("raw?: blockPublicAcls",))
    },
)
