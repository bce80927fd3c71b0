from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

KEY = "aws:kms/key:Key"

CASES = Cases(
    passes={
        "yearly": (resource(KEY, enableKeyRotation=True),),
        "a key for signing cannot": (resource(KEY, customerMasterKeySpec="RSA_2048"),),
    },
    fails={
        "nothing said": Case((resource(KEY),), ("it: set enable_key_rotation to True",)),
        "off": Case(
            (resource(KEY, enableKeyRotation=False),), ("it: set enable_key_rotation to True",)
        ),
    },
    not_known={
        "whether": Case((resource(KEY, enableKeyRotation=UNKNOWN),), ("it?: enableKeyRotation",))
    },
)
