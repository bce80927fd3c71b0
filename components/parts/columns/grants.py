"""What Lake Formation is told of one table: where it lies, and who sees which columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope


@dataclass(frozen=True)
class SensitiveTable:
    """A table, its place, and the columns that few may see."""

    scope: AwsScope
    database_name: pulumi.Input[str]
    table: str
    columns: Sequence[str]
    location_arn: pulumi.Input[str]


def declare_table(
    name: str,
    about: SensitiveTable,
    *,
    reader_role_arn: pulumi.Input[str],
    people: Mapping[str, pulumi.Input[str]],
    writers: Mapping[str, str],
    parent: pulumi.Resource,
) -> None:
    """Register the place of a table, and let `people` see all of its columns but the sensitive.

    In hybrid access mode, which leaves everybody who has not opted in as they were, the group
    IAMAllowedPrincipals included (Lake Formation guide, "Hybrid access mode").
    """
    location = aws.lakeformation.Resource(
        f"{name}-location",
        arn=about.location_arn,
        role_arn=reader_role_arn,
        hybrid_access_enabled=True,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    for person, role_arn in people.items():
        grant = aws.lakeformation.Permissions(
            f"{name}-{person}",
            principal=role_arn,
            permissions=["SELECT"],
            table_with_columns=aws.lakeformation.PermissionsTableWithColumnsArgs(
                database_name=about.database_name,
                name=about.table,
                wildcard=True,
                excluded_column_names=list(about.columns),
            ),
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[location]),
        )
        table = aws.lakeformation.OptInResourceDataTableArgs(
            # Lake Formation shows it, so without it each refresh would plan another opt-in.
            catalog_id=about.scope.account_id,
            database_name=about.database_name,
            name=about.table,
        )
        aws.lakeformation.OptIn(
            f"{name}-{person}-opt-in",
            principals=[
                aws.lakeformation.OptInPrincipalArgs(data_lake_principal_identifier=role_arn)
            ],
            resource_datas=[aws.lakeformation.OptInResourceDataArgs(table=table)],
            # Before, they would see nothing of the table.
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[grant]),
        )
    for writer, role_arn in writers.items():
        # Whoever creates a table or a partition in a registered place needs it in either mode.
        aws.lakeformation.Permissions(
            f"{name}-{writer}-writes",
            principal=role_arn,
            permissions=["DATA_LOCATION_ACCESS"],
            data_location=aws.lakeformation.PermissionsDataLocationArgs(arn=location.arn),
            opts=pulumi.ResourceOptions(parent=parent),
        )
