"""Who talked to whom in a VPC can be read afterwards."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:ec2/vpc:Vpc",
    why="after an incident nobody can say what left the network, or where to",
    source="AWS Security Hub, control EC2.6",
)
def vpc_has_flow_logs(vpc: Props, plan: PlanView) -> Iterator[str]:
    """Each VPC that the stack creates has flow logs."""
    if not plan.about(vpc, "aws:ec2/flowLog:FlowLog", key="vpcId"):
        yield "declare a FlowLog for it"
