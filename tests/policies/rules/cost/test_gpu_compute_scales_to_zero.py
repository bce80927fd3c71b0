from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment"

CASES = Cases(
    passes={
        "zero": (resource(ENVIRONMENT, computeResources={"minVcpus": 0, "maxVcpus": 64}),),
        "nothing said": (resource(ENVIRONMENT, computeResources={"maxVcpus": 64}),),
    },
    fails={
        "some": Case(
            (resource(ENVIRONMENT, computeResources={"minVcpus": 4}),),
            ("it: set min_vcpus to 0, got 4",),
        )
    },
    not_known={
        "how many": Case(
            (resource(ENVIRONMENT, computeResources={"minVcpus": UNKNOWN}),),
            ("it?: computeResources.minVcpus",),
        )
    },
)
