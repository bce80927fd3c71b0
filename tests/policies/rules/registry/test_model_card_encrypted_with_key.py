from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CARD = "aws:sagemaker/modelCard:ModelCard"
FIX = "it: set kms_key_id of security_config to the stack's key"

CASES = Cases(
    passes={"the key": (resource(CARD, securityConfig={"kmsKeyId": "<<key#arn>>"}),)},
    fails={
        "nothing said": Case((resource(CARD),), (FIX,)),
        "a key of AWS": Case(
            (resource(CARD, securityConfig={"kmsKeyId": "alias/aws/sagemaker"}),),
            (f"{FIX}, got 'alias/aws/sagemaker', which AWS manages",),
        ),
    },
    not_known={"the key": Case((resource(CARD, securityConfig={"kmsKeyId": UNKNOWN}),))},
)
