"""Machines, containers and databases have no address on the internet."""

from collections.abc import Iterator

from policies.rule import Props, rule

_SERVICE = "aws:ecs/service:Service"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_SWITCHES = {
    "aws:dms/replicationInstance:ReplicationInstance": "publiclyAccessible",
    "aws:ec2/instance:Instance": "associatePublicIpAddress",
    "aws:ec2/launchConfiguration:LaunchConfiguration": "associatePublicIpAddress",
    "aws:mq/broker:Broker": "publiclyAccessible",
    "aws:rds/clusterInstance:ClusterInstance": "publiclyAccessible",
    "aws:rds/instance:Instance": "publiclyAccessible",
    "aws:redshift/cluster:Cluster": "publiclyAccessible",
    "aws:redshiftserverless/workgroup:Workgroup": "publiclyAccessible",
}
_PYTHON = {
    "associatePublicIpAddress": "associate_public_ip_address",
    "publiclyAccessible": "publicly_accessible",
}


@rule(
    applies_to=(_SERVICE, _TEMPLATE, *_SWITCHES),
    why="what has an address there is scanned within minutes, and one open port is enough",
    source="AWS Security Hub, controls Autoscaling.5, DMS.1, EC2.9, EC2.25, ECS.2, RDS.2, "
    "Redshift.1 and RedshiftServerless.3",
)
def no_public_addresses(props: Props) -> Iterator[str]:
    """No machine, container or database has a public address."""
    kind = props.resource.type
    if kind == _SERVICE:
        if props.get("networkConfiguration", {}).get("assignPublicIp", False) is not False:
            yield "set assign_public_ip of network_configuration to False"
    elif kind == _TEMPLATE:
        for index, interface in enumerate(props.objects("networkInterfaces")):
            if str(interface.get("associatePublicIpAddress", "false")).lower() != "false":
                yield f"network_interfaces[{index}]: set associate_public_ip_address to 'false'"
    elif props.get(_SWITCHES[kind], False) is not False:
        yield f"set {_PYTHON[_SWITCHES[kind]]} to False"
