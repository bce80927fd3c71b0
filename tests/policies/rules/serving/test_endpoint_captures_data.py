from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
MACHINES = [{"instanceType": "ml.m5.large"}]
SERVERLESS = [{"serverlessConfig": {"memorySizeInMb": 2048}}]
ANSWERS = {"outputConfig": {"s3OutputPath": "s3://artifacts/answers"}}
MISSING = ("it: set enable_capture of data_capture_config to True",)

CASES = Cases(
    passes={
        "on": (
            resource(
                CONFIG, productionVariants=MACHINES, dataCaptureConfig={"enableCapture": True}
            ),
        ),
        "serverless cannot": (resource(CONFIG, productionVariants=SERVERLESS),),
        "asynchronous need not": (
            resource(CONFIG, productionVariants=MACHINES, asyncInferenceConfig=ANSWERS),
        ),
        "asynchronous, not known where to": (
            resource(CONFIG, productionVariants=MACHINES, asyncInferenceConfig=UNKNOWN),
        ),
    },
    fails={
        "nothing said": Case((resource(CONFIG, productionVariants=MACHINES),), MISSING),
        "by the other provider": Case(
            (
                resource(
                    "aws-native:sagemaker:EndpointConfig",
                    productionVariants=MACHINES,
                    dataCaptureConfig={"enableCapture": False},
                ),
            ),
            MISSING,
        ),
        "a variant of several": Case(
            (resource(CONFIG, productionVariants=[*MACHINES, *MACHINES]),), MISSING
        ),
        "beside a shadow": Case(
            (resource(CONFIG, productionVariants=SERVERLESS, shadowProductionVariants=MACHINES),),
            MISSING,
        ),
        "one of two serverless": Case(
            (resource(CONFIG, productionVariants=[*SERVERLESS, *MACHINES]),), MISSING
        ),
    },
    not_known={
        "whether": Case(
            (
                resource(
                    CONFIG,
                    productionVariants=MACHINES,
                    dataCaptureConfig={"enableCapture": UNKNOWN},
                ),
            ),
            ("it?: dataCaptureConfig.enableCapture",),
        )
    },
)
