from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"

INSIDE = {"securityGroupIds": ["sg-1"], "subnets": ["subnet-1"]}
BY_API = {"SecurityGroupIds": ["sg-1"], "Subnets": ["<<private#id>>"]}
CHECKED = step("Processing", "Check", NetworkConfig={"VpcConfig": BY_API})

CASES = Cases(
    passes={
        "a job": (resource(TRAINING, vpcConfig=INSIDE),),
        "a job that processes": (resource(PROCESSING, networkConfig={"vpcConfig": INSIDE}),),
        "steps": (
            pipeline(CHECKED, step("Training", VpcConfig=BY_API), step("Fail", ErrorMessage="no")),
        ),
        "a definition in S3": (resource(PIPELINE, pipelineDefinitionS3Location={"bucket": "b"}),),
    },
    fails={
        "a job": Case((resource(TRAINING),), ("it: set vpc_config to the private subnets",)),
        "a job that processes": Case(
            (resource(PROCESSING),), ("it: set vpc_config to the private subnets",)
        ),
        "one of the jobs of a tuning": Case(
            (resource(TUNING, trainingJobDefinitions=[{"vpcConfig": INSIDE}, {"roleArn": "r"}]),),
            ("it: set vpc_config to the private subnets",),
        ),
        "a step": Case(
            (pipeline(CHECKED, step("Training", RoleArn="r")),),
            ("pipe: step Train: set VpcConfig to the private subnets",),
        ),
        "a step of a branch": Case(
            (
                pipeline(
                    step(
                        "Condition",
                        "IsNew",
                        IfSteps=[step("Tuning", "Tune", TrainingJobDefinition={"RoleArn": "r"})],
                        ElseSteps=[step("QualityCheck", "Look")],
                    ),
                ),
            ),
            (
                "pipe: step Tune: set VpcConfig to the private subnets",
                "pipe: step Look: set VpcConfig to the private subnets",
            ),
        ),
    },
    not_known={
        "the subnets": Case((resource(TRAINING, vpcConfig={"subnets": UNKNOWN}),)),
        "the definition": Case(
            (resource(PIPELINE, "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        ),
    },
)
