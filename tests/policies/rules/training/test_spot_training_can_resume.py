from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"

ON = {"enableManagedSpotTraining": True}
PLACE = {"s3Uri": "s3://checkpoints/"}
WAIT = {"maxRuntimeInSeconds": 3600, "maxWaitTimeInSeconds": 7200}

CASES = Cases(
    passes={
        "not on Spot": (resource(TRAINING, enableManagedSpotTraining=False),),
        "with both": (resource(TRAINING, checkpointConfig=PLACE, stoppingCondition=WAIT, **ON),),
    },
    fails={
        "with neither": Case(
            (resource(TRAINING, stoppingCondition={"maxRuntimeInSeconds": 3600}, **ON),),
            (
                "it: set checkpoint_config to a place in S3",
                "it: set max_wait_time_in_seconds",
            ),
        ),
        "a tuning": Case(
            (resource(TUNING, trainingJobDefinition={"stoppingCondition": WAIT, **ON}),),
            ("it: set checkpoint_config to a place in S3",),
        ),
        "a step": Case(
            (
                pipeline(
                    step(
                        "Training",
                        EnableManagedSpotTraining={"Get": "Parameters.OnSpot"},
                        CheckpointConfig={"S3Uri": "s3://checkpoints/"},
                    ),
                    OnSpot=True,
                ),
            ),
            ("pipe: step Train: set MaxWaitTimeInSeconds",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(TRAINING, enableManagedSpotTraining=UNKNOWN),),
            ("it?: enableManagedSpotTraining",),
        ),
        "where and how long": Case(
            (
                resource(
                    TRAINING,
                    checkpointConfig={"s3Uri": UNKNOWN},
                    stoppingCondition={"maxWaitTimeInSeconds": UNKNOWN},
                    **ON,
                ),
            )
        ),
    },
)
