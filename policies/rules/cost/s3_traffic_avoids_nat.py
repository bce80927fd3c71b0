"""Training data does not pass a meter on its way."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_NAT = "aws:ec2/natGateway:NatGateway"
_SUBNET = "aws:ec2/subnet:Subnet"


@plan_rule(
    applies_to="aws:ec2/vpc:Vpc",
    why="a NAT gateway charges for each gigabyte that training reads; a gateway endpoint does not",
    source="AWS Well-Architected Framework, "
    "COST08-BP03 Implement services to reduce data transfer costs",
)
def s3_traffic_avoids_nat(vpc: Props, plan: PlanView) -> Iterator[str]:
    """A VPC with a NAT gateway reaches S3 through a gateway endpoint."""
    own = {subnet.resource.urn for subnet in plan.about(vpc, _SUBNET, key="vpcId", named="id")}
    translated = any(
        subnet.resource.urn in own
        for gateway in plan.of_type(_NAT)
        for subnet in plan.sources(gateway, "subnetId", _SUBNET)
    )
    if translated and not any(
        endpoint.get("serviceName", "").endswith(".s3")
        and endpoint.get("vpcEndpointType", "Gateway") == "Gateway"
        for endpoint in plan.about(vpc, _ENDPOINT, key="vpcId", named="id")
    ):
        yield "declare a VpcEndpoint of type Gateway for S3 in it"
