from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"

CASES = Cases(
    passes={
        "a job": (resource(TRAINING, outputDataConfig={"kmsKeyId": "<<key#arn>>"}),),
        "a job that processes": (
            resource(PROCESSING, processingOutputConfig={"kmsKeyId": "<<key#arn>>"}),
        ),
        "a step": (pipeline(step("Training", OutputDataConfig={"KmsKeyId": "<<key#arn>>"})),),
    },
    fails={
        "a job": Case(
            (resource(TRAINING, outputDataConfig={"s3OutputPath": "s3://models"}),),
            ("it: set kms_key_id to the stack's key in the output's configuration",),
        ),
        "a tuning": Case(
            (resource(TUNING, trainingJobDefinition={"roleArn": "r"}),),
            ("it: set kms_key_id to the stack's key in the output's configuration",),
        ),
        "a step": Case(
            (pipeline(step("ClarifyCheck", "Bias", ProcessingOutputConfig={"Outputs": []})),),
            ("pipe: step Bias: set KmsKeyId to the stack's key in the output's configuration",),
        ),
    },
    not_known={
        "the key": Case((resource(TRAINING, outputDataConfig={"kmsKeyId": UNKNOWN}),)),
        "the definition": Case(
            (resource(PIPELINE, "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        ),
    },
)
