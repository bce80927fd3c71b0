"""What is started without a security group of its own reaches nothing."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"


@plan_rule(
    applies_to="aws:ec2/vpc:Vpc",
    why="a job that names no group gets the default one, where all may talk to all",
    source="AWS Security Hub, control EC2.2",
    remediation="a DefaultSecurityGroup without ingress and egress takes over what AWS made",
)
def default_security_group_closed(vpc: Props, plan: PlanView) -> Iterator[str]:
    """The default security group of each VPC that the stack creates has no rules."""
    groups = plan.about(vpc, _GROUP, key="vpcId", named="id")
    if not groups:
        yield "declare a DefaultSecurityGroup without rules for it"
    for group in groups:
        for direction in ("ingress", "egress"):
            if group.get(direction):
                yield f"remove {direction} of {group.resource.name}, its default security group"
