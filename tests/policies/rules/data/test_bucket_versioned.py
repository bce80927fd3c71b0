from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")


def versioning(status: object) -> object:
    return resource(
        "aws:s3/bucketVersioning:BucketVersioning",
        comes_from={"bucket": BUCKET},
        bucket="<<raw#bucket>>",
        versioningConfiguration={"status": status},
    )


LOGGING = resource(
    "aws:s3/bucketLogging:BucketLogging", comes_from={"targetBucket": BUCKET}, targetBucket="x"
)

CASES = Cases(
    passes={
        "enabled": (BUCKET, versioning("Enabled")),
        "a bucket that receives access logs": (BUCKET, LOGGING),
    },
    fails={
        "none": Case((BUCKET,), ("raw: declare a BucketVersioning for it",)),
        "suspended": Case(
            (BUCKET, versioning("Suspended")),
            ("raw: set the status of its versioning to 'Enabled', got 'Suspended'",),
        ),
    },
    not_known={
        "the status": Case((BUCKET, versioning(UNKNOWN)), ("raw?: versioningConfiguration.status",))
    },
)
