from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"
MASTERS = {"dedicatedMasterEnabled": True, "dedicatedMasterCount": 3}


def search(**cluster: object) -> object:
    return resource("aws:opensearch/domain:Domain", clusterConfig=cluster)


CASES = Cases(
    passes={
        "a database": (resource(DATABASE, multiAz=True),),
        "a search domain": (search(zoneAwarenessEnabled=True, **MASTERS),),
    },
    fails={
        "a database": Case((resource(DATABASE),), ("it: set multi_az to True",)),
        "a search domain": Case(
            (search(),),
            (
                "it: set zone_awareness_enabled of cluster_config to True",
                "it: set dedicated_master_enabled of cluster_config, and dedicated_master_count "
                "to 3",
            ),
        ),
        "two masters": Case(
            (search(zoneAwarenessEnabled=True, **{**MASTERS, "dedicatedMasterCount": 2}),),
            (
                "it: set dedicated_master_enabled of cluster_config, and dedicated_master_count "
                "to 3",
            ),
        ),
    },
    not_known={"whether": Case((resource(DATABASE, multiAz=UNKNOWN),), ("it?: multiAz",))},
)
