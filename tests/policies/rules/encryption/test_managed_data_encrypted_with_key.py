from policies.testing import UNKNOWN, Case, Cases, resource

AGENT = "aws:bedrock/agentAgent:AgentAgent"
INDEX = "aws:kendra/index:Index"
STREAM = "aws:kinesis/videoStream:VideoStream"

CASES = Cases(
    passes={
        "an agent": (resource(AGENT, customerEncryptionKeyArn="<<key#arn>>"),),
        "an index": (
            resource(INDEX, serverSideEncryptionConfiguration={"kmsKeyId": "<<key#arn>>"}),
        ),
    },
    fails={
        "an agent": Case(
            (resource(AGENT),), ("it: set customer_encryption_key_arn to the stack's key",)
        ),
        "an index": Case(
            (resource(INDEX),),
            ("it: set kms_key_id of server_side_encryption_configuration to the stack's key",),
        ),
        "a stream with a key of AWS": Case(
            (resource(STREAM, kmsKeyId="alias/aws/kinesisvideo"),),
            (
                "it: set kms_key_id to the stack's key, got 'alias/aws/kinesisvideo', which AWS"
                " manages",
            ),
        ),
    },
    not_known={"the key": Case((resource(STREAM, kmsKeyId=UNKNOWN),))},
)
