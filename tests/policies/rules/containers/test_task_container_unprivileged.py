from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

TASK = "aws:ecs/taskDefinition:TaskDefinition"

CASES = Cases(
    passes={
        "nothing said": (resource(TASK, containerDefinitions='[{"name": "server"}]'),),
        "off": (resource(TASK, containerDefinitions='[{"privileged": false}]'),),
    },
    fails={
        "the second": Case(
            (resource(TASK, containerDefinitions='[{}, {"privileged": true}]'),),
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
