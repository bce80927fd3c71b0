import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FOUND = ("it: fetch HF_TOKEN from Secrets Manager",)


def model(**variables: object) -> object:
    return resource("aws:sagemaker/model:Model", containers=[{"environment": variables}])


def function(**variables: object) -> object:
    return resource("aws:lambda/function:Function", environment={"variables": variables})


def job(name: str, value: str) -> object:
    container = {"environment": [{"name": name, "value": value}]}
    return resource(
        "aws:batch/jobDefinition:JobDefinition", containerProperties=json.dumps(container)
    )


CASES = Cases(
    passes={
        "harmless": (model(BATCH_SIZE="8", TOKENIZERS_PARALLELISM="false"),),
        "where a secret lies": (function(DB_SECRET="arn:aws:secretsmanager:eu-west-1:1:secret:x"),),
        "none": (resource("aws:lambda/function:Function"),),
    },
    fails={
        "a model": Case((model(HF_TOKEN="hf_x"),), FOUND),
        "a function": Case((function(HF_TOKEN="hf_x"),), FOUND),
        "a job": Case((job("HF_TOKEN", "hf_x"),), FOUND),
        "a task": Case(
            (
                resource(
                    "aws:ecs/taskDefinition:TaskDefinition",
                    containerDefinitions='[{"environment": [{"name": "HF_TOKEN", "value": "x"}]}]',
                ),
            ),
            FOUND,
        ),
    },
    not_known={
        "something harmless": Case((function(BUCKET=UNKNOWN),)),
        "a secret": Case((function(HF_TOKEN=UNKNOWN),), ("it?: environment.variables.HF_TOKEN",)),
        "a password that the stack makes": Case(
            (job("DB_PASSWORD", "<<password#result>>"),),
            ("it?: containerProperties.environment[0].value",),
        ),
    },
)
