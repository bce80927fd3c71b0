"""Machines of a HyperPod cluster are in the team's network."""

from collections.abc import Iterator

from policies.hyperpod import CLUSTER, instance_groups
from policies.rule import Props, rule


@rule(
    applies_to=CLUSTER,
    why="without one the machines are in a network of AWS, beyond the team's rules and flow logs",
    source="Amazon SageMaker AI Developer Guide, Setting up SageMaker HyperPod with a custom "
    "Amazon VPC",
)
def hyperpod_in_vpc(cluster: Props) -> Iterator[str]:
    """HyperPod clusters, or all of their instance groups, are in the team's VPC."""
    if "vpcConfig" not in cluster:
        for where, group in instance_groups(cluster):
            if "overrideVpcConfig" not in group:
                yield f"{where}: set vpc_config of the cluster"
