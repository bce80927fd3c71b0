import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DEFINITION = "aws:batch/jobDefinition:JobDefinition"


def logging(**log: object) -> object:
    return resource(DEFINITION, containerProperties=json.dumps({"logConfiguration": log}))


FIX = "it: set awslogs-group of logConfiguration to the team's group, got '/aws/batch/job'"

CASES = Cases(
    passes={
        "its own": (logging(logDriver="awslogs", options={"awslogs-group": "/fraud/gpu"}),),
        "elsewhere": (logging(logDriver="splunk"),),
    },
    fails={
        "nothing said": Case((resource(DEFINITION, containerProperties="{}"),), (FIX,)),
        "no group": Case((logging(logDriver="awslogs"),), (FIX,)),
        "that of all": Case((logging(options={"awslogs-group": "/aws/batch/job"}),), (FIX,)),
    },
    not_known={
        "its name": Case((logging(options={"awslogs-group": "<<logs#name>>"}),)),
        "the container": Case(
            (resource(DEFINITION, containerProperties=UNKNOWN),), ("it?: containerProperties",)
        ),
    },
)
