"""A VPC outlives one data centre."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:ec2/vpc:Vpc",
    why="when a zone fails or has no GPU left, endpoints and jobs have nowhere else to run",
    source="AWS Well-Architected Framework, REL10-BP01 Deploy the workload to multiple locations",
)
def network_spans_zones(vpc: Props, plan: PlanView) -> Iterator[str]:
    """The subnets of a VPC lie in two availability zones or more."""
    subnets = plan.about(vpc, "aws:ec2/subnet:Subnet", key="vpcId", named="id")
    zones = {s.get("availabilityZone", "") or s.get("availabilityZoneId", "") for s in subnets}
    if subnets and len(zones) < 2:
        yield f"declare subnets in two zones or more, got {', '.join(map(str, zones))}"
