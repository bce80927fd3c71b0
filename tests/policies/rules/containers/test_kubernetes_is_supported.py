from policies.testing import UNKNOWN, Case, Cases, resource

EKS = "aws:eks/cluster:Cluster"

CASES = Cases(
    passes={"by default": (resource(EKS),), "a new one": (resource(EKS, version="1.33"),)},
    fails={
        "an old one": Case(
            (resource(EKS, version="1.21"),), ("it: set version to '1.31' or later, got '1.21'",)
        )
    },
    not_known={"which": Case((resource(EKS, version=UNKNOWN),), ("it?: version",))},
)
