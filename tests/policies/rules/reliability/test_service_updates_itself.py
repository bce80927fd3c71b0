from policies.testing import UNKNOWN, Case, Cases, resource

BROKER = "aws:mq/broker:Broker"
DATABASE = "aws:rds/instance:Instance"
WAREHOUSE = "aws:redshift/cluster:Cluster"

CASES = Cases(
    passes={
        "by default": (resource(DATABASE),),
        "on": (resource(BROKER, autoMinorVersionUpgrade=True),),
    },
    fails={
        "off by default": Case(
            (resource(BROKER),), ("it: set auto_minor_version_upgrade to True",)
        ),
        "switched off": Case(
            (resource(WAREHOUSE, allowVersionUpgrade=False),),
            ("it: set allow_version_upgrade to True",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(DATABASE, autoMinorVersionUpgrade=UNKNOWN),),
            ("it?: autoMinorVersionUpgrade",),
        )
    },
)
