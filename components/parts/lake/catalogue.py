"""The catalogue and the query engine of a data lake: Glue and Athena."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

QUERY_RESULTS = "athena/"
"""Where in the artifacts zone results of queries lie."""

_BYTES_IN_GIB = 1024**3


@dataclass(frozen=True)
class Catalogue:
    """Names that other components and people use."""

    database_name: pulumi.Output[str]
    workgroup_name: pulumi.Output[str]


def declare_catalogue(
    name: str,
    *,
    prefix: str,
    curated_bucket: pulumi.Input[str],
    artifacts_bucket: pulumi.Input[str],
    kms_key_arn: pulumi.Input[str],
    scan_limit_gib: int,
    protect: bool,
    parent: pulumi.Resource,
) -> Catalogue:
    """Declare a database for the curated zone, and a workgroup whose settings bind its users."""
    child = pulumi.ResourceOptions(parent=parent)
    database = aws.glue.CatalogDatabase(
        f"{name}-database",
        # Written in SQL by people, so readable, and without hyphens that need quotes there.
        name=prefix.replace("-", "_"),
        description=f"Tables of {prefix}",
        location_uri=pulumi.Output.concat("s3://", curated_bucket, "/"),
        opts=pulumi.ResourceOptions(parent=parent, protect=protect),
    )
    encryption = aws.glue.SecurityConfigurationEncryptionConfigurationArgs
    aws.glue.SecurityConfiguration(
        f"{name}-glue",
        encryption_configuration=encryption(
            cloudwatch_encryption=(
                aws.glue.SecurityConfigurationEncryptionConfigurationCloudwatchEncryptionArgs(
                    cloudwatch_encryption_mode="SSE-KMS", kms_key_arn=kms_key_arn
                )
            ),
            job_bookmarks_encryption=(
                aws.glue.SecurityConfigurationEncryptionConfigurationJobBookmarksEncryptionArgs(
                    job_bookmarks_encryption_mode="CSE-KMS", kms_key_arn=kms_key_arn
                )
            ),
            s3_encryption=aws.glue.SecurityConfigurationEncryptionConfigurationS3EncryptionArgs(
                s3_encryption_mode="SSE-KMS", kms_key_arn=kms_key_arn
            ),
        ),
        opts=child,
    )
    results = aws.athena.WorkgroupConfigurationResultConfigurationArgs(
        output_location=pulumi.Output.concat("s3://", artifacts_bucket, "/", QUERY_RESULTS),
        encryption_configuration=(
            aws.athena.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs(
                encryption_option="SSE_KMS", kms_key_arn=kms_key_arn
            )
        ),
    )
    workgroup = aws.athena.Workgroup(
        f"{name}-workgroup",
        # Chosen by people in the query editor, so readable.
        name=prefix,
        description=f"Queries of {prefix}",
        force_destroy=not protect,
        configuration=aws.athena.WorkgroupConfigurationArgs(
            enforce_workgroup_configuration=True,
            bytes_scanned_cutoff_per_query=scan_limit_gib * _BYTES_IN_GIB,
            publish_cloudwatch_metrics_enabled=True,
            result_configuration=results,
        ),
        opts=child,
    )
    return Catalogue(database.name, workgroup.name)
