import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving"
DIGEST = f"{HOST}@sha256:" + "0" * 64


def model(image: object) -> object:
    return resource("aws:sagemaker/model:Model", primaryContainer={"image": image})


def job(image: object) -> object:
    return resource(
        "aws:batch/jobDefinition:JobDefinition", containerProperties=json.dumps({"image": image})
    )


def task(*images: object) -> object:
    return resource(
        "aws:ecs/taskDefinition:TaskDefinition",
        containerDefinitions=json.dumps([{"image": image} for image in images]),
    )


def function(image: object) -> object:
    return resource("aws:lambda/function:Function", imageUri=image)


def loose(where: str, image: str) -> tuple[str, ...]:
    return (f"it: name the tag or digest in {where}, got {image!r}",)


CASES = Cases(
    passes={
        "a digest": (model(DIGEST),),
        "a tag": (job(f"{HOST}:1.4.2"),),
        "a tag of a repository of the stack": (task("<<serving#repositoryUrl>>:1.4.2"),),
        "a model package": (
            resource("aws:sagemaker/model:Model", primaryContainer={"modelPackageName": "x"}),
        ),
        "code without an image": (resource("aws:lambda/function:Function", runtime="python3.13"),),
    },
    fails={
        "latest": Case(
            (model(f"{HOST}:latest"),), loose("primaryContainer.image", f"{HOST}:latest")
        ),
        "nothing": Case((job(HOST),), loose("containerProperties.image", HOST)),
        "a port is no tag": Case(
            (task("registry:5000/serving"),),
            loose("containerDefinitions[0].image", "registry:5000/serving"),
        ),
        "the second of two": Case(
            (task(DIGEST, "<<serving#repositoryUrl>>:latest"),),
            loose("containerDefinitions[1].image", "<<serving#repositoryUrl>>:latest"),
        ),
        "a function": Case((function(f"{HOST}:latest"),), loose("imageUri", f"{HOST}:latest")),
    },
    not_known={
        "the image": Case((model(UNKNOWN),), ("it?: primaryContainer.image",)),
        "an image of the stack": Case((function("<<image#imageUri>>"),), ("it?: imageUri",)),
        "the job": Case(
            (resource("aws:batch/jobDefinition:JobDefinition", containerProperties=UNKNOWN),),
            ("it?: containerProperties",),
        ),
    },
)
