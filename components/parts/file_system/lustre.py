"""A file system of FSx for Lustre, and the zone whose objects appear in it."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.parts.file_system.settings import (
    DEFAULT_BACKUP_DAYS,
    DEFAULT_CAPACITY_GIB,
    DEFAULT_LINKED_FOLDER,
    LustreDeployment,
    LustreSettings,
    lustre_throughput,
)

_VERSION = "2.15"
"""Of Lustre; the one that FSx gives to persistent-1 by itself cannot be linked to a bucket."""

_CHANGES = ("NEW", "CHANGED", "DELETED")


def declare_lustre(
    name: str,
    lustre: LustreSettings,
    *,
    kms_key_arn: pulumi.Input[str],
    subnet_ids: pulumi.Input[list[str]],
    group_id: pulumi.Input[str],
    buckets: Mapping[str, pulumi.Input[str]],
    protect: bool,
    parent: pulumi.ComponentResource,
) -> aws.fsx.LustreFileSystem:
    """Declare the file system and its link."""
    zone = lustre.get("linked_zone")
    newest = lustre.get("deployment", LustreDeployment.PERSISTENT_2) == "persistent-2"
    metadata = aws.fsx.LustreFileSystemMetadataConfigurationArgs(mode="AUTOMATIC")
    file_system = aws.fsx.LustreFileSystem(
        f"{name}-lustre",
        deployment_type="PERSISTENT_2" if newest else "PERSISTENT_1",
        file_system_type_version=_VERSION,
        storage_type="SSD",
        storage_capacity=lustre.get("capacity_gib", DEFAULT_CAPACITY_GIB),
        per_unit_storage_throughput=lustre_throughput(lustre),
        metadata_configuration=metadata if newest else None,
        data_compression_type="LZ4",
        kms_key_id=kms_key_arn,
        # The servers stand in one zone; workloads of the others reach them all the same.
        subnet_ids=pulumi.Output.from_input(subnet_ids)[0],
        security_group_ids=[group_id],
        automatic_backup_retention_days=lustre.get(
            "backup_days", 0 if zone is not None else DEFAULT_BACKUP_DAYS
        ),
        copy_tags_to_backups=True,
        skip_final_backup=not protect or zone is not None,
        tags={"Name": name},
        opts=pulumi.ResourceOptions(parent=parent, protect=protect),
    )
    if zone is not None:
        _link(name, file_system, lustre, str(zone), buckets[zone], parent)
    return file_system


def _link(
    name: str,
    file_system: aws.fsx.LustreFileSystem,
    lustre: LustreSettings,
    zone: str,
    bucket: pulumi.Input[str],
    parent: pulumi.Resource,
) -> None:
    """Declare the link to a zone.

    New objects are imported by a task, not by themselves: for that FSx would add a notification to
    the bucket, whose notifications the data lake declares as a whole.
    """
    folder = lustre.get("linked_folder", DEFAULT_LINKED_FOLDER)
    export = aws.fsx.DataRepositoryAssociationS3AutoExportPolicyArgs(events=list(_CHANGES))
    aws.fsx.DataRepositoryAssociation(
        f"{name}-link",
        file_system_id=file_system.id,
        file_system_path=f"/{zone}",
        data_repository_path=pulumi.Output.concat("s3://", bucket, "/", folder),
        batch_import_meta_data_on_create=True,
        s3=aws.fsx.DataRepositoryAssociationS3Args(auto_export_policy=export)
        if lustre.get("exports", False)
        else None,
        opts=pulumi.ResourceOptions(parent=parent),
    )
