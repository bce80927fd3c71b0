from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
MODEL = resource("aws:sagemaker/model:Model", "model")
IN_VPC = resource("aws:sagemaker/model:Model", "model", vpcConfig={"subnets": ["<<a#id>>"]})
MISSING = ("model: set vpc_config to the private subnets",)


def served(variant: object) -> object:
    return resource(CONFIG, comes_from={"productionVariants": MODEL}, productionVariants=[variant])


CASES = Cases(
    passes={
        "in the VPC": (IN_VPC, served({"instanceType": "ml.m5.large"})),
        "serverless cannot": (MODEL, served({"serverlessConfig": {"maxConcurrency": 1}})),
    },
    fails={
        "outside": Case((MODEL, served({"instanceType": "ml.m5.large"})), MISSING),
        "not served yet": Case((MODEL,), MISSING),
    },
    not_known={
        "the subnets": Case((resource("aws:sagemaker/model:Model", "model", vpcConfig=UNKNOWN),)),
        "how it is served": Case((MODEL, served(UNKNOWN)), ("model?: productionVariants[0]",)),
    },
)
