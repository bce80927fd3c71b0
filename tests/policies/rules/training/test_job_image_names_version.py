from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/training"


def training(image: object) -> object:
    return resource(TRAINING, algorithmSpecification={"trainingImage": image})


CASES = Cases(
    passes={
        "a tag": (training(f"{IMAGE}:2.5.1"),),
        "a digest": (training(f"{IMAGE}@sha256:0a"),),
        "an algorithm of AWS": (
            resource(TRAINING, algorithmSpecification={"algorithmName": "churn"}),
        ),
    },
    fails={
        "latest": Case(
            (training(f"{IMAGE}:latest"),),
            (f"it: name a version of the image, got '{IMAGE}:latest'",),
        ),
        "no tag, but a port": Case(
            (training("registry.acme.example:5000/training"),),
            ("it: name a version of the image, got 'registry.acme.example:5000/training'",),
        ),
        "a step": Case(
            (pipeline(step("Processing", "Check", AppSpecification={"ImageUri": IMAGE})),),
            (f"pipe: step Check: name a version of the image, got '{IMAGE}'",),
        ),
    },
    not_known={
        "the repository": Case((training("<<images#repositoryUrl>>:2.5.1"),)),
        "the repository, and no tag": Case(
            (training("<<images#registry>>/training"),),
            ("it: name a version of the image, got '<<images#registry>>/training'",),
        ),
        "the tag": Case((training(UNKNOWN),), ("it?: algorithmSpecification.trainingImage",)),
    },
)
