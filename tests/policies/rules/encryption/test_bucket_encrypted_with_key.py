from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")
ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
LOGGING = "aws:s3/bucketLogging:BucketLogging"


def encryption(**default: object) -> object:
    rules = [{"applyServerSideEncryptionByDefault": default}]
    return resource(ENCRYPTION, comes_from={"bucket": BUCKET}, bucket="<<raw#bucket>>", rules=rules)


def trail(**more: object) -> object:
    return resource(
        "aws:cloudtrail/trail:Trail",
        "trail",
        comes_from={"s3BucketName": BUCKET},
        s3BucketName="<<raw#bucket>>",
        **more,
    )


CASES = Cases(
    passes={
        "the key": (BUCKET, encryption(sseAlgorithm="aws:kms", kmsMasterKeyId="<<key#arn>>")),
        "named in plain text": (
            resource("aws:s3/bucket:Bucket", "raw", bucket="fraud-raw"),
            resource(
                ENCRYPTION,
                bucket="fraud-raw",
                rules=[
                    {
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "aws:kms",
                            "kmsMasterKeyId": "<<key#arn>>",
                        }
                    }
                ],
            ),
        ),
        "a bucket that receives access logs": (
            BUCKET,
            encryption(sseAlgorithm="AES256"),
            resource(LOGGING, comes_from={"targetBucket": BUCKET}, targetBucket="<<raw#bucket>>"),
        ),
        "a bucket that receives a trail's encrypted records": (
            BUCKET,
            encryption(sseAlgorithm="AES256"),
            trail(kmsKeyId="<<key#arn>>"),
        ),
    },
    fails={
        "a bucket that receives a trail's open records": Case(
            (BUCKET, encryption(sseAlgorithm="AES256"), trail()),
            ("raw: set sse_algorithm to 'aws:kms', got 'AES256'",),
        ),
        "nothing said": Case(
            (BUCKET,), ("raw: declare its default encryption with the stack's key",)
        ),
        "of another bucket": Case(
            (
                resource("aws:s3/bucket:Bucket", "other", bucket="other"),
                encryption(sseAlgorithm="aws:kms", kmsMasterKeyId="k"),
            ),
            ("other: declare its default encryption with the stack's key",),
        ),
        "keys of S3": Case(
            (BUCKET, encryption(sseAlgorithm="AES256")),
            ("raw: set sse_algorithm to 'aws:kms', got 'AES256'",),
        ),
        "the key of AWS": Case(
            (BUCKET, encryption(sseAlgorithm="aws:kms")),
            ("raw: set kms_master_key_id to the stack's key",),
        ),
    },
    not_known={
        "the key": Case((BUCKET, encryption(sseAlgorithm="aws:kms", kmsMasterKeyId=UNKNOWN))),
        "the algorithm": Case(
            (BUCKET, encryption(sseAlgorithm=UNKNOWN)),
            ("raw?: rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",),
        ),
    },
)
