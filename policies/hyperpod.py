"""What rules on HyperPod share: the instance groups of a cluster."""

from collections.abc import Iterator

from policies.props import Props

CLUSTER = "aws-native:sagemaker:Cluster"


def instance_groups(cluster: Props) -> Iterator[tuple[str, Props]]:
    """Each instance group with how a message names it; not the restricted ones, which AWS runs."""
    for group in cluster.objects("instanceGroups"):
        yield f"instance group {group['instanceGroupName']}", group
