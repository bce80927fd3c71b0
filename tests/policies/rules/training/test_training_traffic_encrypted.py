from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"

FIX = "set enable_inter_container_traffic_encryption to True"
STEP_FIX = "pipe: step Train: set EnableInterContainerTrafficEncryption to True"


def training(count: object, **rest: object) -> object:
    return resource(TRAINING, resourceConfig={"instanceCount": count}, **rest)


def trained(count: object, **rest: object) -> dict[str, object]:
    return step("Training", ResourceConfig={"InstanceCount": count}, **rest)


CASES = Cases(
    passes={
        "one machine": (training(1),),
        "several": (training(2, enableInterContainerTrafficEncryption=True),),
        "a step": (pipeline(trained(4, EnableInterContainerTrafficEncryption=True)),),
        "a step on as many as a parameter says": (
            pipeline(trained({"Get": "Parameters.Machines"}), Machines=1),
        ),
    },
    fails={
        "several": Case((training(2),), (f"it: {FIX}",)),
        "several kinds of machine": Case(
            (
                resource(
                    TRAINING,
                    resourceConfig={"instanceGroups": [{"instanceCount": 1}, {"instanceCount": 1}]},
                ),
            ),
            (f"it: {FIX}",),
        ),
        "several that process": Case(
            (resource(PROCESSING, processingResources={"clusterConfig": {"instanceCount": 2}}),),
            (f"it: {FIX}",),
        ),
        "a step on as many as a parameter says": Case(
            (pipeline(trained({"Get": "Parameters.Machines"}), Machines=2),), (STEP_FIX,)
        ),
    },
    not_known={
        "how many": Case((training(UNKNOWN),), ("it?: resourceConfig.instanceCount",)),
        "how many, until it is started": Case(
            (pipeline(trained({"Get": "Parameters.Machines"}), Machines=None),),
            ("pipe?: pipelineDefinition.Steps[0].arguments.resourceConfig.instanceCount",),
        ),
    },
)
