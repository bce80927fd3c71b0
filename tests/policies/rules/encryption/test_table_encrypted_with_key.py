from policies.testing import UNKNOWN, Case, Cases, resource

STREAM = "aws:kinesis/stream:Stream"
TABLE = "aws:dynamodb/table:Table"

CASES = Cases(
    passes={
        "a table": (
            resource(TABLE, serverSideEncryption={"enabled": True, "kmsKeyArn": "<<key#arn>>"}),
        ),
        "a stream": (resource(STREAM, encryptionType="KMS", kmsKeyId="<<key#arn>>"),),
    },
    fails={
        "a table, nothing said": Case(
            (resource(TABLE),), ("it: set server_side_encryption with the stack's key",)
        ),
        "a table with the key of AWS": Case(
            (resource(TABLE, serverSideEncryption={"enabled": True}),),
            ("it: set kms_key_arn to the stack's key",),
        ),
        "a stream, nothing said": Case(
            (resource(STREAM),), ("it: set encryption_type to 'KMS', got 'NONE'",)
        ),
        "a stream with the key of AWS": Case(
            (resource(STREAM, encryptionType="KMS", kmsKeyId="alias/aws/kinesis"),),
            ("it: set kms_key_id to the stack's key, got 'alias/aws/kinesis', which AWS manages",),
        ),
    },
    not_known={
        "the key": Case((resource(STREAM, encryptionType="KMS", kmsKeyId=UNKNOWN),)),
        "everything": Case(
            (resource(TABLE, serverSideEncryption=UNKNOWN),), ("it?: serverSideEncryption",)
        ),
    },
)
