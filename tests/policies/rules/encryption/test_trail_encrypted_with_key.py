from policies.testing import UNKNOWN, Case, Cases, resource

TRAIL = "aws:cloudtrail/trail:Trail"

CASES = Cases(
    passes={"a key of the stack": (resource(TRAIL, kmsKeyId="<<key#arn>>"),)},
    fails={
        "keys of S3": Case((resource(TRAIL),), ("it: set kms_key_id to the stack's key",)),
    },
    not_known={"a key not known is a key": Case((resource(TRAIL, kmsKeyId=UNKNOWN),))},
)
