from policies.testing import UNKNOWN, Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")
ABORT = {"status": "Enabled", "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7}}
SAYS = ("raw: let its BucketLifecycleConfiguration abort incomplete uploads",)


def lifecycle(*rules: object) -> object:
    return resource(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        comes_from={"bucket": BUCKET},
        bucket="<<raw#bucket>>",
        rules=list(rules),
    )


CASES = Cases(
    passes={
        "after a week": (BUCKET, lifecycle(ABORT)),
        "one rule of two": (
            BUCKET,
            lifecycle({"status": "Enabled", "filter": {"prefix": "tmp/"}}, ABORT),
        ),
    },
    fails={
        "nothing said": Case((BUCKET,), SAYS),
        "objects with a tag only": Case(
            (BUCKET, lifecycle({**ABORT, "filter": {"tag": {"key": "a", "value": "b"}}})), SAYS
        ),
        "another rule": Case(
            (BUCKET, lifecycle({"status": "Enabled", "expiration": {"days": 30}})), SAYS
        ),
    },
    not_known={
        "the rules": Case(
            (BUCKET, lifecycle({**ABORT, "status": UNKNOWN})), ("raw?: rules[0].status",)
        )
    },
)
