from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment"

CASES = Cases(
    passes={
        "none": (resource(ENVIRONMENT, computeResources={"type": "EC2"}),),
        "not managed by Batch": (resource(ENVIRONMENT, type="UNMANAGED"),),
    },
    fails={
        "one": Case(
            (resource(ENVIRONMENT, computeResources={"ec2KeyPair": "team"}),),
            ("it: leave out ec2_key_pair of compute_resources",),
        )
    },
    not_known={
        "which": Case(
            (resource(ENVIRONMENT, computeResources={"ec2KeyPair": UNKNOWN}),),
            ("it: leave out ec2_key_pair of compute_resources",),
        )
    },
)
