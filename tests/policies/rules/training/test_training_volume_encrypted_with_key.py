from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"


def training(**machines: object) -> object:
    return resource(TRAINING, resourceConfig=machines)


def trained(**machines: object) -> dict[str, object]:
    return step("Training", ResourceConfig=machines)


CASES = Cases(
    passes={
        "the key": (training(instanceType="ml.m5.xlarge", volumeKmsKeyId="<<key#arn>>"),),
        "disks built in, which take no key": (training(instanceType="ml.g5.xlarge"),),
        "a step": (pipeline(trained(InstanceType="ml.m5.xlarge", VolumeKmsKeyId="<<key#arn>>")),),
        "a step on the machine of a parameter": (
            pipeline(trained(InstanceType={"Get": "Parameters.Kind"}), Kind="ml.p4d.24xlarge"),
        ),
    },
    fails={
        "none": Case(
            (training(instanceType="ml.m5.xlarge"),),
            ("it: set volume_kms_key_id to the stack's key",),
        ),
        "one of AWS": Case(
            (training(instanceType="ml.m5.xlarge", volumeKmsKeyId="alias/aws/s3"),),
            (
                "it: set volume_kms_key_id to the stack's key, got 'alias/aws/s3', which AWS"
                " manages",
            ),
        ),
        "a tuning that chooses machines": Case(
            (
                resource(
                    TUNING,
                    trainingJobDefinition={
                        "hyperParameterTuningResourceConfig": {
                            "instanceConfigs": [{"instanceType": "ml.m5.xlarge"}]
                        }
                    },
                ),
            ),
            ("it: set volume_kms_key_id to the stack's key",),
        ),
        "a step that processes": Case(
            (
                pipeline(
                    step(
                        "Processing",
                        ProcessingResources={"ClusterConfig": {"InstanceType": "ml.m5.large"}},
                    ),
                ),
            ),
            ("pipe: step Train: set VolumeKmsKeyId to the stack's key",),
        ),
    },
    not_known={
        "the key": Case((training(instanceType="ml.m5.xlarge", volumeKmsKeyId=UNKNOWN),)),
        "the machine": Case(
            (training(instanceType=UNKNOWN),), ("it?: resourceConfig.instanceType",)
        ),
    },
)
