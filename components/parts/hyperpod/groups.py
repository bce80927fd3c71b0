"""The groups of machines of a HyperPod cluster, in the words of Cloud Control."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components.parts.hyperpod.settings import (
    DEFAULT_CONTROLLER_TYPE,
    DEFAULT_VOLUME_GIB,
    HyperPodClusterSettings,
)

if TYPE_CHECKING:
    import pulumi_aws_native as aws_native

SCRIPT = "on_init_complete.sh"
MOUNT_PATH = "/fsx"


@dataclass(frozen=True)
class Lustre:
    """A file system that every machine mounts."""

    dns_name: pulumi.Input[str]
    mount_name: pulumi.Input[str]


@dataclass(frozen=True)
class Machines:
    """What all machines of one cluster have in common."""

    role_arn: pulumi.Input[str]
    scripts_uri: str | None
    """Folder of the script that each of them runs; none where HyperPod's own set-up is enough."""

    kms_key_arn: pulumi.Input[str] | None
    """Key of their volumes; none for one of AWS's own."""

    lustre: Lustre | None


@dataclass(frozen=True)
class _Group:
    name: str
    node_type: str
    instance_type: str
    instance_count: int = 1
    volume_gib: int = DEFAULT_VOLUME_GIB
    training_plan_arn: str | None = None
    deep_health_checks: bool = False


def instance_groups(
    args: HyperPodClusterSettings, machines: Machines
) -> list["aws_native.sagemaker.ClusterInstanceGroupArgs"]:
    """Return the controller, the machine to log in to, and the workers sorted by name."""
    return [_declared(group, machines) for group in _groups(args)]


def _groups(args: HyperPodClusterSettings) -> Iterator[_Group]:
    yield _Group("controller", "Controller", args.get("controller_type", DEFAULT_CONTROLLER_TYPE))
    login = args.get("login_type")
    if login is not None:
        yield _Group("login", "Login", login)
    for name, about in sorted(args["workers"].items()):
        yield _Group(
            name,
            "Compute",
            about["instance_type"],
            about["instance_count"],
            about.get("volume_gib", DEFAULT_VOLUME_GIB),
            about.get("training_plan_arn"),
            about.get("deep_health_checks", False),
        )


def _declared(group: _Group, machines: Machines) -> "aws_native.sagemaker.ClusterInstanceGroupArgs":
    # Takes 0.6 s, which only stacks with a cluster are to pay.
    import pulumi_aws_native.sagemaker as native

    checks = native.ClusterDeepHealthCheckType
    return native.ClusterInstanceGroupArgs(
        instance_group_name=group.name,
        instance_type=group.instance_type,
        instance_count=group.instance_count,
        execution_role=machines.role_arn,
        # Runs after HyperPod's own set-up; `on_create` would take its place.
        life_cycle_config=native.ClusterLifeCycleConfigArgs(
            source_s3_uri=machines.scripts_uri, on_init_complete=SCRIPT
        )
        if machines.scripts_uri is not None
        else None,
        slurm_config=native.ClusterSlurmConfigArgs(
            node_type=native.ClusterSlurmConfigNodeType(group.node_type),
            partition_names=[group.name] if group.node_type == "Compute" else None,
        ),
        instance_storage_configs=list(_storage(group, machines)),
        training_plan_arn=group.training_plan_arn,
        on_start_deep_health_checks=[checks.INSTANCE_STRESS, checks.INSTANCE_CONNECTIVITY]
        if group.deep_health_checks
        else None,
    )


def _storage(
    group: _Group, machines: Machines
) -> Iterator["aws_native.sagemaker.ClusterInstanceStorageConfigArgs"]:
    import pulumi_aws_native.sagemaker as native

    key = machines.kms_key_arn
    if key is not None:
        # HyperPod sizes the root volume itself, and refuses a size here.
        yield native.ClusterInstanceStorageConfigArgs(
            ebs_volume_config=native.ClusterEbsVolumeConfigArgs(
                root_volume=True, volume_kms_key_id=key
            )
        )
    yield native.ClusterInstanceStorageConfigArgs(
        ebs_volume_config=native.ClusterEbsVolumeConfigArgs(
            volume_size_in_gb=group.volume_gib, volume_kms_key_id=key
        )
    )
    if machines.lustre is not None:
        yield native.ClusterInstanceStorageConfigArgs(
            fsx_lustre_config=native.ClusterInstanceStorageFsxLustreConfigArgs(
                dns_name=machines.lustre.dns_name,
                mount_name=machines.lustre.mount_name,
                mount_path=MOUNT_PATH,
            )
        )
