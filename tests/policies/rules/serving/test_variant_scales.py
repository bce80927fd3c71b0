from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

MISSING = ("endpoint: declare an appautoscaling Target for variant 'primary'",)


def served(*variants: object) -> tuple[object, object]:
    config = resource(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        "config",
        productionVariants=list(variants),
    )
    endpoint = resource(
        "aws:sagemaker/endpoint:Endpoint",
        "endpoint",
        comes_from={"endpointConfigName": config},
        name="churn",
    )
    return config, endpoint


def target(of: str) -> object:
    return resource("aws:appautoscaling/target:Target", "target", resourceId=of)


PRIMARY = {"variantName": "primary", "instanceType": "ml.m5.large"}

CASES = Cases(
    passes={
        "registered": (*served(PRIMARY), target("endpoint/churn/variant/primary")),
        "serverless": served({"variantName": "primary", "serverlessConfig": {}}),
        "shared machines": served({**PRIMARY, "managedInstanceScaling": {"status": "ENABLED"}}),
    },
    fails={
        "none": Case(served(PRIMARY), MISSING),
        "another endpoint": Case(
            (*served(PRIMARY), target("endpoint/fraud/variant/primary")), MISSING
        ),
        "another variant": Case(
            (*served(PRIMARY), target("endpoint/churn/variant/challenger")), MISSING
        ),
    },
    not_known={
        "a name that the provider makes up": Case(
            served({"instanceType": "ml.m5.large"}),
            ("endpoint?: productionVariants[0].variantName",),
        ),
        "the variant": Case(served(UNKNOWN), ("endpoint?: productionVariants[0]",)),
    },
)
