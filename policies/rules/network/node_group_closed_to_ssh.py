"""Machines of a Kubernetes cluster answer no SSH from everywhere."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:eks/nodeGroup:NodeGroup",
    why="EKS opens port 22 of each machine to the whole internet where no group is named",
    source="Amazon EKS API Reference, RemoteAccessConfig",
)
def node_group_closed_to_ssh(props: Props) -> Iterator[str]:
    """Node groups of EKS that allow SSH name the security groups that may use it."""
    access = props.object("remoteAccess")
    if "ec2SshKey" in access and "sourceSecurityGroupIds" not in access:
        yield "set source_security_group_ids of remote_access, or leave ec2_ssh_key out"
