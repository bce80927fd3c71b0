from policies.testing import UNKNOWN, Case, Cases, resource

CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
WAREHOUSE = "aws:redshift/cluster:Cluster"

CASES = Cases(
    passes={
        "a week": (resource(WAREHOUSE, automatedSnapshotRetentionPeriod=7),),
        "a day": (resource(CACHE, snapshotRetentionLimit=1),),
        "a cache that has none": (resource("aws:elasticache/cluster:Cluster", engine="memcached"),),
    },
    fails={
        "by default": Case(
            (resource(WAREHOUSE),),
            ("it: set automated_snapshot_retention_period to 7 or more, got 1",),
        ),
        "a cache": Case(
            (resource(CACHE),), ("it: set snapshot_retention_limit to 1 or more, got 0",)
        ),
    },
    not_known={
        "how long": Case(
            (resource(CACHE, snapshotRetentionLimit=UNKNOWN),), ("it?: snapshotRetentionLimit",)
        )
    },
)
