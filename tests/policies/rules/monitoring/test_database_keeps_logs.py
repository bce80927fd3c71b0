from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"
SEARCH = "aws:opensearch/domain:Domain"
WAREHOUSE = "aws:redshift/cluster:Cluster"

CASES = Cases(
    passes={
        "a database": (resource(DATABASE, enabledCloudwatchLogsExports=["postgresql"]),),
        "a warehouse": (
            resource(WAREHOUSE, clusterIdentifier="facts"),
            resource("aws:redshift/logging:Logging", "log", clusterIdentifier="facts"),
        ),
        "a search domain": (resource(SEARCH, logPublishingOptions=[{"logType": "AUDIT_LOGS"}]),),
    },
    fails={
        "a database": Case((resource(DATABASE),), ("it: set enabled_cloudwatch_logs_exports",)),
        "a warehouse": Case((resource(WAREHOUSE),), ("it: declare a Logging for it",)),
        "a search domain": Case(
            (resource(SEARCH, logPublishingOptions=[{"logType": "AUDIT_LOGS", "enabled": False}]),),
            ("it: add log_type 'AUDIT_LOGS' to log_publishing_options",),
        ),
    },
    not_known={
        "which": Case(
            (resource(DATABASE, enabledCloudwatchLogsExports=UNKNOWN),),
            ("it?: enabledCloudwatchLogsExports",),
        )
    },
)
