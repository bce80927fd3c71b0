from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"

CASES = Cases(
    passes={
        "both": (resource(DATABASE, monitoringInterval=60, performanceInsightsEnabled=True),),
    },
    fails={
        "neither": Case(
            (resource(DATABASE),),
            (
                "it: set monitoring_interval to 60 or less, but not 0",
                "it: set performance_insights_enabled to True",
            ),
        )
    },
    not_known={
        "how often": Case(
            (resource(DATABASE, monitoringInterval=UNKNOWN),), ("it?: monitoringInterval",)
        )
    },
)
