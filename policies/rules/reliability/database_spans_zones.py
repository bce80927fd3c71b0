"""A database goes on while a zone fails."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")
_SWITCHES = {
    "aws:elasticache/replicationGroup:ReplicationGroup": "multiAzEnabled",
    "aws:rds/instance:Instance": "multiAz",
}


@rule(
    applies_to=(*_SEARCH, *_SWITCHES),
    why="an endpoint that looks up its features answers nothing while its database is away",
    source="AWS Security Hub, controls ElastiCache.3, Opensearch.6, Opensearch.11 and RDS.5",
)
def database_spans_zones(props: Props) -> Iterator[str]:
    """Databases, caches and search domains have machines in several zones."""
    kind = props.resource.type
    if kind in _SWITCHES:
        if props.get(_SWITCHES[kind], False) is not True:
            yield f"set {sdk_name(_SWITCHES[kind])} to True"
        return
    cluster = props.object("clusterConfig")
    if cluster.get("zoneAwarenessEnabled", False) is not True:
        yield "set zone_awareness_enabled of cluster_config to True"
    masters = cluster.get("dedicatedMasterCount", 0)
    if cluster.get("dedicatedMasterEnabled", False) is not True or masters < 3:
        yield "set dedicated_master_enabled of cluster_config, and dedicated_master_count to 3"
