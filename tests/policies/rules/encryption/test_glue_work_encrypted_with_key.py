from policies.testing import UNKNOWN, Case, Cases, resource

KEY = {"kmsKeyArn": "<<key#arn>>"}
ALL = {
    "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", **KEY},
    "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", **KEY},
    "s3Encryption": {"s3EncryptionMode": "SSE-KMS", **KEY},
}


def configuration(**changed: object) -> object:
    return resource(
        "aws:glue/securityConfiguration:SecurityConfiguration",
        encryptionConfiguration={**ALL, **changed},
    )


CASES = Cases(
    passes={
        "everything": (configuration(),),
        "a job that names one": (
            resource("aws:glue/job:Job", securityConfiguration="fraud-dev-glue"),
        ),
    },
    fails={
        "a crawler without": Case(
            (resource("aws:glue/crawler:Crawler"),),
            ("it: set security_configuration to that of the stack",),
        ),
        "bookmarks left out": Case(
            (
                configuration(
                    jobBookmarksEncryption={"jobBookmarksEncryptionMode": "DISABLED"},
                    s3Encryption={"s3EncryptionMode": "SSE-S3"},
                ),
            ),
            (
                "it: set job_bookmarks_encryption_mode to 'CSE-KMS', got 'DISABLED'",
                "it: set s3_encryption_mode to 'SSE-KMS', got 'SSE-S3'",
            ),
        ),
        "logs with the key of AWS": Case(
            (configuration(cloudwatchEncryption={"cloudwatchEncryptionMode": "SSE-KMS"}),),
            ("it: cloudwatchEncryption: set kms_key_arn to the stack's key",),
        ),
    },
    not_known={
        "the key": Case(
            (configuration(s3Encryption={"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": UNKNOWN}),)
        ),
        "a mode": Case(
            (configuration(s3Encryption={"s3EncryptionMode": UNKNOWN}),),
            ("it?: encryptionConfiguration.s3Encryption.s3EncryptionMode",),
        ),
    },
)
