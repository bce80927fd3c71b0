"""Known faults of a database or a broker are mended without anybody asking for it."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_SWITCHES = {
    "aws:dms/replicationInstance:ReplicationInstance": ("autoMinorVersionUpgrade", False),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("autoMinorVersionUpgrade", True),
    "aws:mq/broker:Broker": ("autoMinorVersionUpgrade", False),
    "aws:rds/clusterInstance:ClusterInstance": ("autoMinorVersionUpgrade", True),
    "aws:rds/instance:Instance": ("autoMinorVersionUpgrade", True),
    "aws:redshift/cluster:Cluster": ("allowVersionUpgrade", True),
}
"""The switch of each, and where it stands if nothing is said."""


@rule(
    applies_to=(*_SWITCHES,),
    why="a hole that everybody knows of stays open for as long as nobody reads release notes",
    source="AWS Security Hub, controls DMS.6, ElastiCache.2, MQ.3, RDS.13 and Redshift.6",
)
def service_updates_itself(props: Props) -> Iterator[str]:
    """Databases, caches and brokers take minor versions by themselves."""
    key, default = _SWITCHES[props.resource.type]
    if str(props.get(key, default)).lower() != "true":
        yield f"set {sdk_name(key)} to True"
