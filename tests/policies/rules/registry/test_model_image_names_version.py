from tests.policies.support import Case, Cases, resource

MODEL = "aws:sagemaker/model:Model"
REPOSITORY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving"


def model(image: object) -> object:
    return resource(MODEL, primaryContainer={"image": image})


CASES = Cases(
    passes={
        "a tag": (model(f"{REPOSITORY}:1.7-1"),),
        "a digest": (model(f"{REPOSITORY}@sha256:0a1b"),),
        "a version of the registry": (
            resource(MODEL, primaryContainer={"modelPackageName": "arn:x"}),
        ),
    },
    fails={
        "latest": Case(
            (model(f"{REPOSITORY}:latest"),),
            (f"it: name a version of the image, got '{REPOSITORY}:latest'",),
        ),
        "no tag, but a port": Case(
            (model("registry.acme.example:5000/serving"),),
            ("it: name a version of the image, got 'registry.acme.example:5000/serving'",),
        ),
        "one of several containers": Case(
            (resource(MODEL, containers=[{"image": f"{REPOSITORY}:2"}, {"image": REPOSITORY}]),),
            (f"it: name a version of the image, got '{REPOSITORY}'",),
        ),
    },
    not_known={
        "the repository": Case((model("<<images#repositoryUrl>>:1.7"),)),
        "the repository, and no tag": Case(
            (model("<<images#registry>>/serving"),),
            ("it: name a version of the image, got '<<images#registry>>/serving'",),
        ),
        "the tag": Case((model("<<build#image>>"),), ("it?: primaryContainer.image",)),
    },
)
