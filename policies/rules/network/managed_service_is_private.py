"""What AWS runs for a team answers inside its network only."""

from collections.abc import Iterator

from policies.rule import Props, rule

_EKS = "aws:eks/cluster:Cluster"
_KAFKA = "aws:msk/cluster:Cluster"
_MWAA = "aws:mwaa/environment:Environment"
_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")
_TRANSFER = "aws:transfer/server:Server"


@rule(
    applies_to=(_EKS, _KAFKA, _MWAA, *_SEARCH, _TRANSFER),
    why="whoever finds the password of such a service on the internet can use it from there",
    source="AWS Security Hub, controls EKS.1, MSK.4 and Opensearch.2; "
    "Amazon MWAA User Guide, Apache Airflow access modes; "
    "AWS Transfer Family User Guide, Create a server in a virtual private cloud",
)
def managed_service_is_private(props: Props) -> Iterator[str]:
    """Clusters, schedulers, search domains and transfer servers have no public endpoint."""
    kind = props.resource.type
    if kind == _EKS and props.get("vpcConfig", {}).get("endpointPublicAccess", True) is not False:
        yield "set endpoint_public_access of vpc_config to False"
    elif kind == _MWAA and props.get("webserverAccessMode", "PRIVATE_ONLY") != "PRIVATE_ONLY":
        yield "set webserver_access_mode to 'PRIVATE_ONLY'"
    elif kind in _SEARCH and "vpcOptions" not in props:
        yield "set vpc_options"
    elif kind == _TRANSFER and props.get("endpointType", "PUBLIC") == "PUBLIC":
        yield "set endpoint_type to 'VPC'"
    elif kind == _KAFKA:
        nodes = props.object("brokerNodeGroupInfo").object("connectivityInfo")
        if nodes.object("publicAccess").get("type", "DISABLED") != "DISABLED":
            yield f"set {nodes.path('publicAccess')}.type to 'DISABLED'"
