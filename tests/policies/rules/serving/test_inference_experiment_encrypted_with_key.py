from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

EXPERIMENT = "aws-native:sagemaker:InferenceExperiment"
KEY = "<<key#arn>>"

CASES = Cases(
    passes={
        "both": (resource(EXPERIMENT, kmsKey=KEY, dataStorageConfig={"kmsKey": KEY}),),
        "nothing kept": (resource(EXPERIMENT, kmsKey=KEY),),
    },
    fails={
        "neither": Case(
            (resource(EXPERIMENT, dataStorageConfig={"destination": "s3://kept"}),),
            (
                "it: set kms_key to the stack's key",
                "it: set kms_key of data_storage_config to the stack's key",
            ),
        ),
        "the disks alone": Case(
            (resource(EXPERIMENT, kmsKey=KEY, dataStorageConfig={"destination": "s3://kept"}),),
            ("it: set kms_key of data_storage_config to the stack's key",),
        ),
    },
    not_known={
        "which": Case((resource(EXPERIMENT, kmsKey=UNKNOWN),)),
        "what is kept": Case(
            (resource(EXPERIMENT, kmsKey=KEY, dataStorageConfig=UNKNOWN),),
            ("it?: dataStorageConfig",),
        ),
    },
)
