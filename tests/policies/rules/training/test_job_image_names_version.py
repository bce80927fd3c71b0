import json

from plan.plan import UNKNOWN
from tests.policies.pipelines import pipeline, step
from tests.policies.support import Case, Cases, resource

DEFINITION = "aws:batch/jobDefinition:JobDefinition"
TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/training"


def batch(image: str) -> object:
    return resource(DEFINITION, containerProperties=json.dumps({"image": image}))


CASES = Cases(
    passes={
        "a tag": (batch(f"{IMAGE}:2.5.1"),),
        "a digest": (
            resource(TRAINING, algorithmSpecification={"trainingImage": f"{IMAGE}@sha256:0a"}),
        ),
        "an algorithm of AWS": (
            resource(TRAINING, algorithmSpecification={"algorithmName": "churn"}),
        ),
    },
    fails={
        "latest": Case(
            (batch(f"{IMAGE}:latest"),),
            (f"it: name a version of the image, got '{IMAGE}:latest'",),
        ),
        "a job": Case(
            (resource(TRAINING, algorithmSpecification={"trainingImage": IMAGE}),),
            (f"it: name a version of the image, got '{IMAGE}'",),
        ),
        "a step": Case(
            (pipeline(step("Processing", "Check", AppSpecification={"ImageUri": IMAGE})),),
            (f"pipe: step Check: name a version of the image, got '{IMAGE}'",),
        ),
    },
    not_known={
        "the repository": Case((batch("<<images#repositoryUrl>>:2.5.1"),)),
        "the tag": Case(
            (resource(TRAINING, algorithmSpecification={"trainingImage": UNKNOWN}),),
            ("it?: algorithmSpecification.trainingImage",),
        ),
    },
)
