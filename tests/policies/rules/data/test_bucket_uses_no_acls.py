from policies.testing import UNKNOWN, Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"

CASES = Cases(
    passes={
        "a bucket as S3 makes it": (resource(BUCKET),),
        "the owner owns": (resource(OWNERSHIP, rule={"objectOwnership": "BucketOwnerEnforced"}),),
    },
    fails={
        "writers own": Case(
            (resource(OWNERSHIP, rule={"objectOwnership": "ObjectWriter"}),),
            ("it: set object_ownership to 'BucketOwnerEnforced', got 'ObjectWriter'",),
        ),
        "a list of the bucket": Case(
            (resource("aws:s3/bucketAcl:BucketAcl", acl="private"),),
            ("it: write a bucket policy instead of an access control list",),
        ),
        "an open object": Case(
            (resource("aws:s3/bucketObjectv2:BucketObjectv2", acl="public-read"),),
            ("it: write a bucket policy instead of acl and grants",),
        ),
        "grants of the bucket": Case(
            (resource(BUCKET, grants=[{"type": "Group", "permissions": ["READ"]}]),),
            ("it: write a bucket policy instead of acl and grants",),
        ),
    },
    not_known={
        "which list": Case((resource(BUCKET, acl=UNKNOWN),), ("it?: acl",)),
        "who owns": Case(
            (resource(OWNERSHIP, rule={"objectOwnership": UNKNOWN}),),
            ("it?: rule.objectOwnership",),
        ),
    },
)
