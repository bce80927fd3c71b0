from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

GROUP = "aws:cloudwatch/logGroup:LogGroup"

CASES = Cases(
    passes={"a key of the stack": (resource(GROUP, kmsKeyId="<<key#arn>>"),)},
    fails={"no key": Case((resource(GROUP),), ("it: set kms_key_id to the stack's key",))},
    not_known={"a key that is not known is a key": Case((resource(GROUP, kmsKeyId=UNKNOWN),))},
)
