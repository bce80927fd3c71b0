"""What a warehouse loads and unloads stays in the network."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:redshift/cluster:Cluster",
    why="COPY and UNLOAD otherwise go past flow logs, security groups and endpoint policies",
    source="AWS Security Hub, control Redshift.7",
)
def warehouse_routes_through_vpc(props: Props) -> Iterator[str]:
    """Redshift clusters use enhanced VPC routing."""
    if props.get("enhancedVpcRouting", False) is not True:
        yield "set enhanced_vpc_routing to True"
