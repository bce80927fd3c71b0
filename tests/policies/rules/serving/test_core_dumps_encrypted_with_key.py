from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def dumping(**config: object) -> object:
    return resource(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        productionVariants=[{"coreDumpConfig": {"destinationS3Uri": "s3://dumps", **config}}],
    )


CASES = Cases(
    passes={
        "a key": (dumping(kmsKeyId="<<key#arn>>"),),
        "no dumps": (
            resource(
                "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
                productionVariants=[{"instanceType": "ml.m5.large"}],
            ),
        ),
    },
    fails={
        "none": Case((dumping(),), ("it: set kms_key_id of core_dump_config to the stack's key",)),
        "that of AWS": Case(
            (dumping(kmsKeyId="alias/aws/s3"),),
            (
                "it: set kms_key_id of core_dump_config to the stack's key, "
                "got 'alias/aws/s3', which AWS manages",
            ),
        ),
    },
    not_known={"which": Case((dumping(kmsKeyId=UNKNOWN),))},
)
