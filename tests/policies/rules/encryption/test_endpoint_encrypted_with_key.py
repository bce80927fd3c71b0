from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NATIVE = "aws-native:sagemaker:EndpointConfig"
MISSING = ("it: set kms_key_arn to the stack's key",)


def config(*types: object, **inputs: object) -> object:
    return resource(CONFIG, productionVariants=[{"instanceType": t} for t in types], **inputs)


CASES = Cases(
    passes={
        "the key": (config("ml.m5.large", kmsKeyArn="<<key#arn>>"),),
        "the key, by the other provider": (
            resource(NATIVE, productionVariants=[{"instanceType": "ml.m5.large"}], kmsKeyId="k"),
        ),
        "disks built in, in a pool": (
            resource(
                NATIVE, productionVariants=[{"instancePools": [{"instanceType": "ml.g5.xlarge"}]}]
            ),
        ),
        "serverless": (
            resource(CONFIG, productionVariants=[{"serverlessConfig": {"memorySizeInMb": 2048}}]),
        ),
        **{
            f"disks built in: {name}": (config(f"ml.{name}.2xlarge"),)
            for name in (
                *("g4dn", "g5", "g6e", "g7", "g7e", "p4d", "p5", "p6-b200"),
                *("m5d", "c6gd", "c6id", "r5dn", "trn1", "dl1"),
            )
        },
    },
    fails={
        "by the other provider": Case(
            (resource(NATIVE, productionVariants=[{"instanceType": "ml.m5.large"}]),),
            ("it: set kms_key_id to the stack's key",),
        ),
        **{
            f"none on {name}": Case((config(f"ml.{name}.xlarge"),), MISSING)
            for name in ("m5", "c6i", "c7g", "inf2", "p3", "r5n", "t2")
        },
    },
    not_known={
        "the key": Case((config("ml.m5.large", kmsKeyArn=UNKNOWN),)),
        "the machine": Case((config(UNKNOWN),), ("it?: productionVariants[0].instanceType",)),
    },
)
