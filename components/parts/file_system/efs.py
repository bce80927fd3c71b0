"""A file system of EFS: encrypted, backed up, mounted with TLS, a door for each directory."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.file_system.settings import (
    DEFAULT_COLD_AFTER_DAYS,
    DEFAULT_PERMISSIONS,
    DEFAULT_POSIX_ID,
    DirectorySettings,
    SharedFileSystemSettings,
)
from components.parts.network.addresses import SLOTS
from components.policy_document import Statement, policy_document

_SHARED: Mapping[str, DirectorySettings] = {"shared": {}}


@dataclass(frozen=True)
class Efs:
    """A file system, where it is mounted, and its directories."""

    file_system: aws.efs.FileSystem
    mounts: list[aws.efs.MountTarget]
    access_points: dict[str, pulumi.Output[str]]


def declare_efs(
    name: str,
    args: SharedFileSystemSettings,
    *,
    kms_key_arn: pulumi.Input[str],
    subnet_ids: pulumi.Input[list[str]],
    subnet_count: int,
    group_id: pulumi.Input[str],
    protect: bool,
    parent: pulumi.ComponentResource,
) -> Efs:
    """Declare the file system with all that belongs to it."""
    child = pulumi.ResourceOptions(parent=parent)
    days = args.get("cold_after_days", DEFAULT_COLD_AFTER_DAYS)
    after = f"AFTER_{days}_DAY" if days == 1 else f"AFTER_{days}_DAYS"
    policies = aws.efs.FileSystemLifecyclePolicyArgs
    file_system = aws.efs.FileSystem(
        f"{name}-efs",
        encrypted=True,
        kms_key_id=kms_key_arn,
        performance_mode="generalPurpose",
        # Paid by use; the other modes throttle or cost without any.
        throughput_mode="elastic",
        # EFS takes one rule for each entry.
        lifecycle_policies=[
            policies(transition_to_ia=after),
            policies(transition_to_primary_storage_class="AFTER_1_ACCESS"),
        ],
        tags={"Name": name},
        opts=pulumi.ResourceOptions(parent=parent, protect=protect),
    )
    aws.efs.BackupPolicy(
        f"{name}-backup",
        file_system_id=file_system.id,
        backup_policy=aws.efs.BackupPolicyBackupPolicyArgs(
            status="ENABLED" if args.get("backed_up", True) else "DISABLED"
        ),
        opts=child,
    )
    aws.efs.FileSystemPolicy(
        f"{name}-policy",
        file_system_id=file_system.id,
        policy=policy_document(*_statements(args, file_system.arn)),
        opts=child,
    )
    subnets = pulumi.Output.from_input(subnet_ids)
    mounts = [
        aws.efs.MountTarget(
            f"{name}-mount-{slot}",
            file_system_id=file_system.id,
            subnet_id=subnets[index],
            security_groups=[group_id],
            opts=child,
        )
        for index, slot in enumerate(SLOTS[:subnet_count])
    ]
    points = {
        directory: _access_point(f"{name}-{directory}", file_system, directory, about, parent)
        for directory, about in args.get("directories", _SHARED).items()
    }
    return Efs(file_system, mounts, points)


def _access_point(
    name: str,
    file_system: aws.efs.FileSystem,
    directory: str,
    about: DirectorySettings,
    parent: pulumi.Resource,
) -> pulumi.Output[str]:
    """Declare a door to one directory, whose user is always the same; return its id."""
    posix = about.get("posix_id", DEFAULT_POSIX_ID)
    return aws.efs.AccessPoint(
        name,
        file_system_id=file_system.id,
        posix_user=aws.efs.AccessPointPosixUserArgs(uid=posix, gid=posix),
        root_directory=aws.efs.AccessPointRootDirectoryArgs(
            path=f"/{directory}",
            creation_info=aws.efs.AccessPointRootDirectoryCreationInfoArgs(
                owner_uid=posix,
                owner_gid=posix,
                permissions=about.get("permissions", DEFAULT_PERMISSIONS),
            ),
        ),
        tags={"Name": directory},
        opts=pulumi.ResourceOptions(parent=parent),
    ).id


def _statements(args: SharedFileSystemSettings, arn: pulumi.Output[str]) -> list[Statement]:
    """Who may mount: whoever the security group lets through to a mount target.

    Training jobs and Studio mount without a role of their own, so none can be asked for (EFS User
    Guide, "Using IAM to control access to file systems").
    """
    root = ["elasticfilesystem:ClientRootAccess"] if args.get("root_access", False) else []
    found: list[Statement] = [
        {
            "Sid": "ThroughMountTargets",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": ["elasticfilesystem:ClientMount", *root, "elasticfilesystem:ClientWrite"],
            "Resource": arn,
            "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}},
        }
    ]
    if args.get("tls_only", True):
        found.append(
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": {"AWS": "*"},
                "Action": "*",
                "Resource": arn,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        )
    return found
