"""Machines get no public address by being started."""

from collections.abc import Iterator

from policies.repair import setting
from policies.rule import Props, rule


@rule(
    applies_to="aws:ec2/subnet:Subnet",
    why="a machine with a public address is one security group away from the internet",
    source="AWS Security Hub, control EC2.15",
    repair=setting(mapPublicIpOnLaunch=False),
)
def subnet_gives_no_public_addresses(props: Props) -> Iterator[str]:
    """Subnets assign no public addresses by themselves."""
    if props.get("mapPublicIpOnLaunch", False) is not False:
        yield "set map_public_ip_on_launch to False"
