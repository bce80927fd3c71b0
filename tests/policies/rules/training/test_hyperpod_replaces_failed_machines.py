from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLUSTER = "aws-native:sagemaker:Cluster"

CASES = Cases(
    passes={
        "nothing said": (resource(CLUSTER),),
        "by themselves": (resource(CLUSTER, nodeRecovery="Automatic"),),
    },
    fails={
        "never": Case(
            (resource(CLUSTER, nodeRecovery="None"),),
            ("it: set node_recovery to 'Automatic', got 'None'",),
        )
    },
    not_known={"whether": Case((resource(CLUSTER, nodeRecovery=UNKNOWN),), ("it?: nodeRecovery",))},
)
