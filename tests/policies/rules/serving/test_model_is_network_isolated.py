from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
MODEL = resource("aws:sagemaker/model:Model", "model")
ISOLATED = resource("aws:sagemaker/model:Model", "model", enableNetworkIsolation=True)
MISSING = ("model: set enable_network_isolation to True",)


def served(*variants: object) -> object:
    return resource(
        CONFIG, comes_from={"productionVariants": MODEL}, productionVariants=list(variants)
    )


CASES = Cases(
    passes={
        "isolated": (ISOLATED, served({"instanceType": "ml.m5.large"})),
        "serverless cannot": (MODEL, served({"serverlessConfig": {"maxConcurrency": 1}})),
    },
    fails={
        "not isolated": Case((MODEL, served({"instanceType": "ml.m5.large"})), MISSING),
        "not served yet": Case((MODEL,), MISSING),
        "also on machines": Case(
            (
                MODEL,
                served({"serverlessConfig": {"maxConcurrency": 1}}),
                served({"instanceType": "ml.m5.large"}),
            ),
            MISSING,
        ),
    },
    not_known={
        "whether": Case(
            (resource("aws:sagemaker/model:Model", "model", enableNetworkIsolation=UNKNOWN),),
            ("model?: enableNetworkIsolation",),
        ),
        "how it is served": Case((MODEL, served(UNKNOWN)), ("model?: productionVariants[0]",)),
    },
)
