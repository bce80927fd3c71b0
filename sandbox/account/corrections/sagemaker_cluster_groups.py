"""moto demands what a group of a HyperPod cluster may do without, and changes none."""

from typing import Any

from moto.sagemaker.models import Cluster, SageMakerModelBackend

from sandbox.account.context import Context
from sandbox.account.corrections import before_call, replace

_create = SageMakerModelBackend.create_cluster
_DEMANDED = {"LifeCycleConfig": {"SourceS3Uri": "s3://sagemaker-"}, "ThreadsPerCore": 1}


def _create_cluster(
    self: Any, cluster_name: str, instance_groups: list[dict[str, Any]], **more: Any
) -> Any:
    """Make a cluster; what a group leaves out is there for moto and gone again afterwards."""
    left_out = [(g, name) for g in instance_groups for name in _DEMANDED if name not in g]
    for group, name in left_out:
        group[name] = _DEMANDED[name]
    try:
        return _create(self, cluster_name=cluster_name, instance_groups=instance_groups, **more)
    finally:
        for group, name in left_out:
            group.pop(name)


def _any_type(_self: Any, instance_type: str) -> None:
    """Take every type: the request has been checked against the service's own list."""


replace(SageMakerModelBackend, "create_cluster", _create_cluster)
replace(Cluster, "valid_cluster_node_instance_types", _any_type)


@before_call("sagemaker", "UpdateCluster")
def change_groups(context: Context) -> None:
    """An update names the groups that it changes, adds or takes away; the others stay."""
    cluster: Any = context.backend().clusters.get(context.params["ClusterName"].rpartition("/")[2])
    if cluster is None:
        return
    groups = {group["InstanceGroupName"]: group for group in cluster.instance_groups}
    for group in context.params.pop("InstanceGroups", ()):
        count = group["InstanceCount"]
        changed = {**group, "CurrentCount": count, "TargetCount": count}
        groups[group["InstanceGroupName"]] = changed
    for name in context.params.get("InstanceGroupsToDelete", ()):
        groups.pop(name, None)
    cluster.instance_groups = list(groups.values())
