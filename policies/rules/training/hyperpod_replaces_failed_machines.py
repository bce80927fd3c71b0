"""A machine of a HyperPod cluster that fails is replaced."""

from collections.abc import Iterator

from policies.hyperpod import CLUSTER
from policies.rule import Props, rule


@rule(
    applies_to=CLUSTER,
    why="one broken GPU stops a training of hundreds, and each hour of waiting is paid for by all",
    source="Amazon SageMaker AI API Reference, CreateCluster, NodeRecovery",
)
def hyperpod_replaces_failed_machines(cluster: Props) -> Iterator[str]:
    """HyperPod clusters replace machines that fail by themselves."""
    recovery = cluster.get("nodeRecovery", "Automatic")
    if recovery != "Automatic":
        yield f"set node_recovery to 'Automatic', got {recovery!r}"
