from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment"


def environment(**resources: object) -> object:
    return resource(ENVIRONMENT, computeResources=resources)


CASES = Cases(
    passes={
        "one": (environment(type="SPOT", launchTemplate={"launchTemplateId": "lt-1"}),),
        "no machines": (environment(type="FARGATE"),),
        "not managed by Batch": (resource(ENVIRONMENT, type="UNMANAGED"),),
    },
    fails={
        "none": Case((environment(type="EC2"),), ("it: set launch_template of compute_resources",)),
        "none on Spot": Case(
            (environment(type="SPOT"),), ("it: set launch_template of compute_resources",)
        ),
    },
    not_known={
        "which": Case((environment(type="EC2", launchTemplate=UNKNOWN),)),
        "the kind": Case((environment(type=UNKNOWN),), ("it?: computeResources.type",)),
    },
)
