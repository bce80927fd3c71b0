from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

TOPIC = "aws:sns/topic:Topic"

CASES = Cases(
    passes={"a key of the stack": (resource(TOPIC, kmsMasterKeyId="<<key#arn>>"),)},
    fails={
        "no key": Case((resource(TOPIC),), ("it: set kms_master_key_id to the stack's key",)),
        "the key of AWS": Case(
            (resource(TOPIC, kmsMasterKeyId="alias/aws/sns"),),
            (
                "it: set kms_master_key_id to the stack's key, got 'alias/aws/sns', "
                "which AWS manages",
            ),
        ),
    },
    not_known={"a key not known is a key": Case((resource(TOPIC, kmsMasterKeyId=UNKNOWN),))},
)
