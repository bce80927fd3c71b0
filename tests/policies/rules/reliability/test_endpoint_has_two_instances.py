from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NATIVE = "aws-native:sagemaker:EndpointConfig"


def machines(count: object) -> dict[str, object]:
    return {"instanceType": "ml.m5.large", "initialInstanceCount": count}


def few(count: int) -> tuple[str, ...]:
    return (f"it: set initial_instance_count of a variant to 2 or more, got {count}",)


CASES = Cases(
    passes={
        "two": (resource(CONFIG, productionVariants=[machines(2)]),),
        "serverless": (resource(CONFIG, productionVariants=[{"serverlessConfig": {}}]),),
        "requests wait": (
            resource(CONFIG, productionVariants=[machines(1)], asyncInferenceConfig={}),
        ),
        "a shadow answers nobody": (
            resource(
                CONFIG,
                productionVariants=[machines(2)],
                shadowProductionVariants=[machines(1)],
            ),
        ),
    },
    fails={
        "one": Case((resource(CONFIG, productionVariants=[machines(1)]),), few(1)),
        "one of two variants": Case(
            (resource(NATIVE, productionVariants=[machines(4), machines(1)]),), few(1)
        ),
        "nothing said": Case(
            (resource(CONFIG, productionVariants=[{"instanceType": "ml.m5.large"}]),), few(1)
        ),
    },
    not_known={
        "how many": Case(
            (resource(CONFIG, productionVariants=[machines(UNKNOWN)]),),
            ("it?: productionVariants[0].initialInstanceCount",),
        )
    },
)
