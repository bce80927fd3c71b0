"""The reports of a model monitor as a table, and the query that people ask first."""

import pulumi
import pulumi_aws as aws

from components.parts.drift.scope import Watched

_COLUMNS = {
    "source": "string",
    "window_start": "timestamp",
    "window_end": "timestamp",
    "monitor": "string",
    "records": "bigint",
    "subject": "string",
    "measure": "string",
    "value": "double",
    "baseline": "double",
    "threshold": "double",
    "violated": "boolean",
}
"""As `components/functions/analyse_predictions.py` writes them."""


def report_table(
    name: str,
    watched: Watched,
    *,
    database_name: pulumi.Input[str],
    workgroup_name: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare the table and the query; return the name of the table.

    Days are projected, so that nobody has to register them (Athena User Guide, "Partition
    projection").
    """
    table = f"monitoring_{watched.name.replace('-', '_')}"
    location = pulumi.Output.concat(
        "s3://", watched.artifacts_bucket, "/", watched.folder, "/reports/"
    )
    column = aws.glue.CatalogTableStorageDescriptorColumnArgs
    declared = aws.glue.CatalogTable(
        f"{name}-reports",
        name=table,
        database_name=database_name,
        description=f"What the monitor of {watched.name} measured",
        table_type="EXTERNAL_TABLE",
        parameters={
            "EXTERNAL": "TRUE",
            "classification": "json",
            "projection.enabled": "true",
            "projection.day.type": "date",
            "projection.day.format": "yyyy-MM-dd",
            "projection.day.range": "2024-01-01,NOW",
            "storage.location.template": pulumi.Output.concat(location, "day=${day}/"),
        },
        partition_keys=[aws.glue.CatalogTablePartitionKeyArgs(name="day", type="string")],
        storage_descriptor=aws.glue.CatalogTableStorageDescriptorArgs(
            location=location,
            input_format="org.apache.hadoop.mapred.TextInputFormat",
            output_format="org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            columns=[column(name=key, type=kind) for key, kind in _COLUMNS.items()],
            ser_de_info=aws.glue.CatalogTableStorageDescriptorSerDeInfoArgs(
                serialization_library="org.openx.data.jsonserde.JsonSerDe"
            ),
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
    aws.athena.NamedQuery(
        f"{name}-violations",
        name=f"{watched.name}: violations of the last 30 days",
        description="What was in violation, the newest first",
        database=database_name,
        workgroup=workgroup_name,
        query=pulumi.Output.concat(
            "SELECT window_end, monitor, subject, measure, value, baseline, threshold, records\n"
            "FROM ",
            declared.name,
            "\nWHERE violated AND day >= date_format(current_date - interval '30' day, '%Y-%m-%d')",
            "\nORDER BY window_end DESC, monitor, subject",
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return declared.name
