from policies.testing import UNKNOWN, Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")
LOGS = resource("aws:s3/bucket:Bucket", "logs")


def of_raw(type_: str, key: str = "bucket", **more: object) -> object:
    return resource(type_, comes_from={key: BUCKET}, **{key: "<<raw#bucket>>"}, **more)


LOGGING = resource(
    "aws:s3/bucketLogging:BucketLogging",
    comes_from={"bucket": BUCKET, "targetBucket": LOGS},
    bucket="<<raw#bucket>>",
    targetBucket="<<logs#bucket>>",
)

CASES = Cases(
    passes={
        "one that logs, and where to": (BUCKET, LOGS, LOGGING),
        "records of a trail": (BUCKET, of_raw("aws:cloudtrail/trail:Trail", "s3BucketName")),
        "code that the stack declares": (
            BUCKET,
            of_raw("aws:s3/bucketObjectv2:BucketObjectv2", key="bucket"),
        ),
    },
    fails={
        "nothing said": Case((BUCKET,), ("raw: declare a BucketLogging for it",)),
        "another one logs": Case(
            (
                resource("aws:s3/bucket:Bucket", "other"),
                BUCKET,
                LOGS,
                LOGGING,
            ),
            ("other: declare a BucketLogging for it",),
        ),
    },
    not_known={
        "its name": Case(
            (
                BUCKET,
                LOGS,
                resource(
                    "aws:s3/bucketLogging:BucketLogging",
                    comes_from={"bucket": BUCKET, "targetBucket": LOGS},
                    bucket=UNKNOWN,
                    targetBucket=UNKNOWN,
                ),
            )
        )
    },
)
