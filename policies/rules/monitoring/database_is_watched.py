"""Why a database was slow can be told afterwards."""

from collections.abc import Iterator

from policies.rule import Props, rule

_DATABASES = ("aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance")


@rule(
    applies_to=_DATABASES,
    why="features that come late make a model late, and a plain metric shows no cause",
    source="AWS Security Hub, control RDS.6; "
    "Amazon RDS User Guide, Monitoring DB load with Performance Insights",
)
def database_is_watched(props: Props) -> Iterator[str]:
    """Databases of RDS have enhanced monitoring and Performance Insights."""
    if props.get("monitoringInterval", 0) == 0:
        yield "set monitoring_interval to 60 or less, but not 0"
    if props.get("performanceInsightsEnabled", False) is not True:
        yield "set performance_insights_enabled to True"
