"""Nothing is built on the network that AWS puts into each account."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to=("aws:ec2/defaultSubnet:DefaultSubnet", "aws:ec2/defaultVpc:DefaultVpc"),
    why="each of its subnets is public and gives each machine an address on the internet",
    source="Amazon VPC User Guide, Default VPCs",
)
def default_network_not_adopted(props: Props) -> Iterator[str]:
    """The default VPC and its subnets are in no stack."""
    yield f"declare a network of the stack's own instead of the default {_named(props)}"


def _named(props: Props) -> str:
    return "VPC" if props.resource.type.endswith("DefaultVpc") else "subnet"
