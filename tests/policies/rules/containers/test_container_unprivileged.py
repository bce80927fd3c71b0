import json

from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, resource

JOB = "aws:batch/jobDefinition:JobDefinition"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
PRIVILEGED = {"privileged": True}

CASES = Cases(
    passes={
        "a job": (resource(JOB, containerProperties=json.dumps({"privileged": False})),),
        "a task": (resource(TASK, containerDefinitions=json.dumps([{"name": "server"}])),),
        "no container": (resource(JOB),),
    },
    fails={
        "a job": Case(
            (resource(JOB, containerProperties=json.dumps(PRIVILEGED)),),
            ("it: leave containerProperties.privileged out",),
        ),
        "a job of several machines": Case(
            (
                resource(
                    JOB,
                    nodeProperties=json.dumps({"nodeRangeProperties": [{"container": PRIVILEGED}]}),
                ),
            ),
            ("it: leave nodeProperties.nodeRangeProperties[0].container.privileged out",),
        ),
        "a task": Case(
            (resource(TASK, containerDefinitions=json.dumps([{}, PRIVILEGED])),),
            ("it: leave containerDefinitions[1].privileged out",),
        ),
    },
    not_known={
        "the task": Case(
            (resource(TASK, containerDefinitions=UNKNOWN),), ("it?: containerDefinitions",)
        ),
        "its image": Case((resource(TASK, containerDefinitions='[{"image": "<<a#url>>:1"}]'),)),
    },
)
