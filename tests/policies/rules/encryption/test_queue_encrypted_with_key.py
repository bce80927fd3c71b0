from policies.testing import UNKNOWN, Case, Cases, resource

QUEUE = "aws:sqs/queue:Queue"

CASES = Cases(
    passes={"a key of the stack": (resource(QUEUE, kmsMasterKeyId="<<key#arn>>"),)},
    fails={
        "the keys of SQS": Case(
            (resource(QUEUE, sqsManagedSseEnabled=True),),
            ("it: set kms_master_key_id to the stack's key",),
        ),
        "the key of AWS": Case(
            (resource(QUEUE, kmsMasterKeyId="alias/aws/sqs"),),
            (
                "it: set kms_master_key_id to the stack's key, "
                "got 'alias/aws/sqs', which AWS manages",
            ),
        ),
    },
    not_known={"a key not known is a key": Case((resource(QUEUE, kmsMasterKeyId=UNKNOWN),))},
)
