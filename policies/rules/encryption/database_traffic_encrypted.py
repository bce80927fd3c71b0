"""Databases, caches and search domains take no connection in plain text."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")
_WAREHOUSE = "aws:redshift/parameterGroup:ParameterGroup"
_SWITCHES = {
    "aws:elasticache/replicationGroup:ReplicationGroup": ("transitEncryptionEnabled", False),
    "aws:memorydb/cluster:Cluster": ("tlsEnabled", True),
    "aws:rds/proxy:Proxy": ("requireTls", False),
}
"""What switches it on, and what holds where nothing is said."""


@rule(
    applies_to=(*_SEARCH, _WAREHOUSE, *_SWITCHES),
    why="passwords and features then cross the network where any machine in it can read them",
    source="AWS Security Hub, controls ElastiCache.5, Opensearch.3, Opensearch.8 and Redshift.2",
)
def database_traffic_encrypted(props: Props) -> Iterator[str]:
    """Databases, caches and search domains ask for TLS, and search domains for version 1.2."""
    kind = props.resource.type
    if kind in _SWITCHES:
        key, default = _SWITCHES[kind]
        if props.get(key, default) is not True:
            yield f"set {sdk_name(key)} to True"
    elif kind == _WAREHOUSE:
        given = {p.get("name", ""): p.get("value", "") for p in props.objects("parameters")}
        if given.get("require_ssl", "false").lower() != "true":
            yield "set the parameter require_ssl to 'true'"
    else:
        if props.object("nodeToNodeEncryption").get("enabled", False) is not True:
            yield "set enabled of node_to_node_encryption to True"
        endpoint = props.object("domainEndpointOptions")
        if endpoint.get("enforceHttps", False) is not True:
            yield "set enforce_https of domain_endpoint_options to True"
        if not endpoint.get("tlsSecurityPolicy", "").startswith("Policy-Min-TLS-1-2"):
            yield (
                "set tls_security_policy of domain_endpoint_options to "
                "'Policy-Min-TLS-1-2-PFS-2023-10'"
            )
