import json

from policies.testing import UNKNOWN, Case, Cases, resource

DOCUMENT = "aws:ssm/document:Document"


def session(**inputs: object) -> object:
    return resource(DOCUMENT, documentType="Session", content=json.dumps({"inputs": inputs}))


CASES = Cases(
    passes={
        "to a group": (session(kmsKeyId="<<key#arn>>", cloudWatchLogGroupName="sessions"),),
        "to a bucket": (session(kmsKeyId="<<key#arn>>", s3BucketName="sessions"),),
        "another document": (resource(DOCUMENT, documentType="Command", content="{}"),),
    },
    fails={
        "nothing": Case(
            (session(),),
            (
                "it: set kmsKeyId of inputs in the content to the stack's key",
                "it: set an encrypted cloudWatchLogGroupName or s3BucketName of inputs in the "
                "content",
            ),
        ),
        "in plain text": Case(
            (
                session(
                    kmsKeyId="k",
                    s3BucketName="sessions",
                    s3EncryptionEnabled=False,
                    cloudWatchLogGroupName="sessions",
                    cloudWatchEncryptionEnabled=False,
                ),
            ),
            (
                "it: set an encrypted cloudWatchLogGroupName or s3BucketName of inputs in the "
                "content",
            ),
        ),
    },
    not_known={
        "the document": Case(
            (resource(DOCUMENT, documentType="Session", content=UNKNOWN),), ("it?: content",)
        )
    },
)
