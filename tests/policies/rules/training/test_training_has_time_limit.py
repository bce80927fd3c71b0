from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"

CASES = Cases(
    passes={
        "a job": (resource(TRAINING, stoppingCondition={"maxRuntimeInSeconds": 3600}),),
        "a step": (pipeline(step("Processing", StoppingCondition={"MaxRuntimeInSeconds": 60})),),
    },
    fails={
        "a job": Case((resource(TRAINING),), ("it: set max_runtime_in_seconds",)),
        "a job that only waits": Case(
            (resource(TRAINING, stoppingCondition={"maxPendingTimeInSeconds": 7200}),),
            ("it: set max_runtime_in_seconds",),
        ),
        "a job that processes": Case((resource(PROCESSING),), ("it: set max_runtime_in_seconds",)),
        "a tuning": Case(
            (resource(TUNING, trainingJobDefinition={"roleArn": "r"}),),
            ("it: set max_runtime_in_seconds",),
        ),
        "a step": Case(
            (pipeline(step("Training", RoleArn="r")),),
            ("pipe: step Train: set MaxRuntimeInSeconds",),
        ),
    },
    not_known={
        "how long": Case((resource(TRAINING, stoppingCondition={"maxRuntimeInSeconds": UNKNOWN}),)),
        "the definition": Case(
            (resource(PIPELINE, "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        ),
    },
)
