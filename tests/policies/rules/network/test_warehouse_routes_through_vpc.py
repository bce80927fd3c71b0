from policies.testing import UNKNOWN, Case, Cases, resource

WAREHOUSE = "aws:redshift/cluster:Cluster"

CASES = Cases(
    passes={"on": (resource(WAREHOUSE, enhancedVpcRouting=True),)},
    fails={
        "by default": Case((resource(WAREHOUSE),), ("it: set enhanced_vpc_routing to True",)),
    },
    not_known={
        "whether": Case(
            (resource(WAREHOUSE, enhancedVpcRouting=UNKNOWN),), ("it?: enhancedVpcRouting",)
        )
    },
)
