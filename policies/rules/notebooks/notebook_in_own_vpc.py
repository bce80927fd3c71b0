"""Notebook instances are in the team's network."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/notebookInstance:NotebookInstance",
    why="outside the VPC no security group, endpoint policy or flow log sees what leaves",
    source="AWS Security Hub, control SageMaker.2",
    remediation="the subnet can only be chosen when the notebook instance is created",
)
def notebook_in_own_vpc(notebook: Props) -> Iterator[str]:
    """Notebook instances are in a subnet of the team's VPC, with security groups of their own."""
    if "subnetId" not in notebook:
        yield "set subnet_id to a private subnet"
    elif not notebook.raw("securityGroups"):
        yield "set security_groups: without them the VPC's default group applies"
