from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLUSTER = "aws-native:sagemaker:Cluster"
INSIDE = {"subnets": ["subnet-1"]}
WORKERS = {"instanceGroupName": "workers"}

CASES = Cases(
    passes={
        "the cluster": (resource(CLUSTER, vpcConfig=INSIDE, instanceGroups=[WORKERS]),),
        "each group": (
            resource(CLUSTER, instanceGroups=[{**WORKERS, "overrideVpcConfig": INSIDE}]),
        ),
    },
    fails={
        "neither": Case(
            (resource(CLUSTER, instanceGroups=[WORKERS]),),
            ("it: instance group workers: set vpc_config of the cluster",),
        )
    },
    not_known={"where": Case((resource(CLUSTER, vpcConfig=UNKNOWN, instanceGroups=[WORKERS]),))},
)
