from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "logs")
ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
LOGGING = resource(
    "aws:s3/bucketLogging:BucketLogging",
    comes_from={"targetBucket": BUCKET},
    targetBucket="<<logs#bucket>>",
)


def encryption(algorithm: object) -> object:
    rules = [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}]
    return resource(ENCRYPTION, comes_from={"bucket": BUCKET}, bucket=UNKNOWN, rules=rules)


CASES = Cases(
    passes={
        "keys of S3": (BUCKET, LOGGING, encryption("AES256")),
        "what S3 does by itself": (BUCKET, LOGGING),
        "a bucket for data": (BUCKET, encryption("aws:kms")),
    },
    fails={
        "KMS": Case(
            (BUCKET, LOGGING, encryption("aws:kms")),
            ("logs: set sse_algorithm to 'AES256', got 'aws:kms'",),
        )
    },
    not_known={
        "the algorithm": Case(
            (BUCKET, LOGGING, encryption(UNKNOWN)),
            ("logs?: rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",),
        )
    },
)
