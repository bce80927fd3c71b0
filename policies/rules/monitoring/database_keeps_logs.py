"""Who asked a database for what can be looked up."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import PlanView, Props, plan_rule

_EXPORTS = {
    "aws:docdb/cluster:Cluster": "enabledCloudwatchLogsExports",
    "aws:neptune/cluster:Cluster": "enableCloudwatchLogsExports",
    "aws:rds/cluster:Cluster": "enabledCloudwatchLogsExports",
    "aws:rds/instance:Instance": "enabledCloudwatchLogsExports",
}
_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")
_WAREHOUSE = "aws:redshift/cluster:Cluster"


@plan_rule(
    applies_to=(*_EXPORTS, *_SEARCH, _WAREHOUSE),
    why="after a leak nobody can say which rows somebody read",
    source="AWS Security Hub, controls DocumentDB.4, Neptune.2, Opensearch.5, RDS.9 and Redshift.4",
)
def database_keeps_logs(props: Props, plan: PlanView) -> Iterator[str]:
    """Databases write logs to CloudWatch, search domains of audits, and warehouses have logging."""
    kind = props.resource.type
    if kind in _EXPORTS:
        if not [*props.texts(_EXPORTS[kind])]:
            yield f"set {sdk_name(_EXPORTS[kind])}"
    elif kind == _WAREHOUSE:
        logging = "aws:redshift/logging:Logging"
        if not plan.about(props, logging, key="clusterIdentifier"):
            yield "declare a Logging for it"
    else:
        logs = props.objects("logPublishingOptions")
        on = {log.get("logType", "") for log in logs if log.get("enabled", True) is True}
        if "AUDIT_LOGS" not in on:
            yield "add log_type 'AUDIT_LOGS' to log_publishing_options"
