from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NATIVE = "aws-native:sagemaker:EndpointConfig"
OPEN = ("it: leave enable_ssm_access of the variant out",)

CASES = Cases(
    passes={
        "nothing said": (resource(CONFIG, productionVariants=[{"instanceType": "ml.m5.large"}]),),
        "closed": (resource(NATIVE, productionVariants=[{"enableSsmAccess": False}]),),
    },
    fails={
        "open": Case((resource(CONFIG, productionVariants=[{"enableSsmAccess": True}]),), OPEN),
        "a shadow": Case(
            (
                resource(
                    CONFIG,
                    productionVariants=[{"enableSsmAccess": False}],
                    shadowProductionVariants=[{"enableSsmAccess": True}],
                ),
            ),
            OPEN,
        ),
    },
    not_known={
        "whether": Case(
            (resource(CONFIG, productionVariants=[{"enableSsmAccess": UNKNOWN}]),),
            ("it?: productionVariants[0].enableSsmAccess",),
        )
    },
)
