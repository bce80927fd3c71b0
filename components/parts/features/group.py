"""A feature group of SageMaker, declared so that nothing a team changes makes it anew."""

from typing import TYPE_CHECKING

import pulumi

from components.parts.features.access import FOLDER, TABLE_PREFIX, StoreScope
from components.parts.features.schema import GroupSchema
from components.parts.features.settings import (
    FeatureGroupSettings,
    OnlineStorage,
    TableFormat,
    Throughput,
)

if TYPE_CHECKING:
    import pulumi_aws_native as aws_native

_LEFT_ALONE = ["description", "roleArn", "tags"]
"""Inputs that CloudFormation cannot change on a group. SageMaker itself could, for tags."""


def declare_group(
    name: str,
    group: str,
    *,
    schema: GroupSchema,
    settings: FeatureGroupSettings,
    scope: StoreScope,
    role_arn: pulumi.Input[str] | None,
    opts: pulumi.ResourceOptions,
) -> "aws_native.sagemaker.FeatureGroup":
    """Declare the group that the team calls `group`.

    The provider `aws` would make a group anew, and empty, for every added feature; the Cloud
    Control provider adds it to the group that exists. What AWS would fill in is said here, so that
    an update names nothing that cannot change (pulumi-aws-native issue 2936).
    """
    # Takes 0.6 s, which only stacks with feature groups are to pay.
    import pulumi_aws_native as aws_native

    online, offline = settings.get("online", True), settings.get("offline", True)
    return aws_native.sagemaker.FeatureGroup(
        name,
        feature_group_name=f"{scope.prefix}-{group}",
        record_identifier_feature_name=schema.record_id,
        event_time_feature_name=schema.event_time,
        feature_definitions=[
            aws_native.sagemaker.FeatureGroupFeatureDefinitionArgs(
                feature_name=feature,
                feature_type=aws_native.sagemaker.FeatureGroupFeatureDefinitionFeatureType(
                    about.type
                ),
            )
            for feature, about in schema.features.items()
        ],
        description=schema.description or None,
        online_store_config=_online_store(settings, scope) if online else None,
        offline_store_config=_offline_store(group, settings, scope) if offline else None,
        throughput_config=_throughput(settings),
        role_arn=role_arn,
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(ignore_changes=_LEFT_ALONE)),
    )


def table_name(group: str) -> str:
    """Name of a group's table: lowercase without hyphens, as Athena wants it."""
    return TABLE_PREFIX + group.replace("-", "_")


def _online_store(
    settings: FeatureGroupSettings, scope: StoreScope
) -> "aws_native.sagemaker.OnlineStoreConfigPropertiesArgs":
    import pulumi_aws_native as aws_native

    kinds = aws_native.sagemaker
    hours = settings.get("online_ttl_hours")
    return kinds.OnlineStoreConfigPropertiesArgs(
        enable_online_store=True,
        security_config=kinds.FeatureGroupOnlineStoreSecurityConfigArgs(
            kms_key_id=scope.kms_key_arn
        ),
        storage_type=kinds.FeatureGroupStorageType(
            settings.get("online_storage", OnlineStorage.STANDARD)
        ),
        ttl_duration=None
        if hours is None
        else kinds.FeatureGroupTtlDurationArgs(unit=kinds.FeatureGroupUnit.HOURS, value=hours),
    )


def _offline_store(
    group: str, settings: FeatureGroupSettings, scope: StoreScope
) -> "aws_native.sagemaker.OfflineStoreConfigPropertiesArgs":
    import pulumi_aws_native as aws_native

    kinds = aws_native.sagemaker
    return kinds.OfflineStoreConfigPropertiesArgs(
        s3_storage_config=kinds.FeatureGroupS3StorageConfigArgs(
            s3_uri=pulumi.Output.concat("s3://", scope.features_bucket, f"/{FOLDER}"),
            kms_key_id=scope.kms_key_arn,
        ),
        table_format=kinds.FeatureGroupTableFormat(
            settings.get("table_format", TableFormat.ICEBERG)
        ),
        # SageMaker makes the table; without a name it would go to a database that all teams of the
        # account share (SageMaker API reference, `OfflineStoreConfig`).
        disable_glue_table_creation=False,
        data_catalog_config=kinds.FeatureGroupDataCatalogConfigArgs(
            catalog="AwsDataCatalog",
            database=scope.database_name,
            table_name=table_name(group),
        ),
    )


def _throughput(
    settings: FeatureGroupSettings,
) -> "aws_native.sagemaker.FeatureGroupThroughputConfigArgs | None":
    import pulumi_aws_native as aws_native

    if settings.get("online_storage") == OnlineStorage.IN_MEMORY:
        return None
    kinds = aws_native.sagemaker
    return kinds.FeatureGroupThroughputConfigArgs(
        throughput_mode=kinds.FeatureGroupThroughputMode(
            settings.get("throughput", Throughput.ON_DEMAND)
        ),
        provisioned_read_capacity_units=settings.get("read_capacity_units"),
        provisioned_write_capacity_units=settings.get("write_capacity_units"),
    )
