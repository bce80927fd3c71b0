from policies.testing import UNKNOWN, Case, Cases, resource

PARAMETER = "aws:ssm/parameter:Parameter"
SECRET = "aws:secretsmanager/secret:Secret"

CASES = Cases(
    passes={
        "a secret": (resource(SECRET, kmsKeyId="<<key#arn>>"),),
        "a secure string": (resource(PARAMETER, type="SecureString", keyId="<<key#arn>>"),),
        "a parameter that people may read": (resource(PARAMETER, type="String"),),
    },
    fails={
        "a secret with the key of AWS": Case(
            (resource(SECRET),), ("it: set kms_key_id to the stack's key",)
        ),
        "a secure string with the key of AWS": Case(
            (resource(PARAMETER, type="SecureString", keyId="alias/aws/ssm"),),
            ("it: set key_id to the stack's key, got 'alias/aws/ssm', which AWS manages",),
        ),
    },
    not_known={
        "the key": Case((resource(SECRET, kmsKeyId=UNKNOWN),)),
        "the type": Case((resource(PARAMETER, type=UNKNOWN),), ("it?: type",)),
    },
)
