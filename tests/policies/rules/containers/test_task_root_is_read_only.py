import json

from policies.testing import UNKNOWN, Case, Cases, resource

TASK = "aws:ecs/taskDefinition:TaskDefinition"


def task(**container: object) -> object:
    return resource(TASK, containerDefinitions=json.dumps([container]))


CASES = Cases(
    passes={"read-only": (task(readonlyRootFilesystem=True),)},
    fails={
        "by default": Case(
            (task(),), ("it: set containerDefinitions[0].readonlyRootFilesystem to true",)
        )
    },
    not_known={
        "the containers": Case(
            (resource(TASK, containerDefinitions=UNKNOWN),), ("it?: containerDefinitions",)
        )
    },
)
