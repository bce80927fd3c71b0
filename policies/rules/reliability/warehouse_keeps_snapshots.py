"""What a warehouse or a cache held yesterday comes back."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_DAYS = {
    "aws:elasticache/cluster:Cluster": ("snapshotRetentionLimit", 0, 1),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("snapshotRetentionLimit", 0, 1),
    "aws:redshift/cluster:Cluster": ("automatedSnapshotRetentionPeriod", 1, 7),
}
"""What says for how many days, what holds if it does not, and the least."""


@rule(
    applies_to=(*_DAYS,),
    why="one wrong load overwrites the facts that every model is trained on",
    source="AWS Security Hub, controls ElastiCache.1 and Redshift.3",
)
def warehouse_keeps_snapshots(props: Props) -> Iterator[str]:
    """Warehouses keep a week of snapshots, and caches of Redis and Valkey a day."""
    key, default, least = _DAYS[props.resource.type]
    if props.get("engine") == "memcached":
        return
    days = props.get(key, default)
    if days < least:
        yield f"set {sdk_name(key)} to {least} or more, got {days}"
