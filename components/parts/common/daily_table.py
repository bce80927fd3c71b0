"""A table over files that lie in one folder a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

JSON_LINES = "org.openx.data.jsonserde.JsonSerDe"
SEPARATED = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"


@dataclass(frozen=True, kw_only=True)
class DailyTable:
    """What a table is called, where its files lie and how they are read."""

    table: str
    description: str
    database_name: pulumi.Input[str]
    location: pulumi.Input[str]
    """Folder above those of the days, with a slash at the end."""

    day: str
    """Column of the day, which the folders are named by: `<day>=2026-11-21/`."""

    columns: Mapping[str, str]
    """Types of the other columns, in order."""

    reader: str = JSON_LINES
    """SerDe that reads the files."""

    reader_parameters: Mapping[str, str] = field(default_factory=dict[str, str])


def daily_table(
    name: str, of: DailyTable, parent: pulumi.ComponentResource
) -> aws.glue.CatalogTable:
    """Declare the table.

    Days are projected, so that nobody has to register them (Athena User Guide, "Partition
    projection").
    """
    column = aws.glue.CatalogTableStorageDescriptorColumnArgs
    return aws.glue.CatalogTable(
        name,
        name=of.table,
        database_name=of.database_name,
        description=of.description,
        table_type="EXTERNAL_TABLE",
        parameters={
            "EXTERNAL": "TRUE",
            "projection.enabled": "true",
            f"projection.{of.day}.type": "date",
            f"projection.{of.day}.format": "yyyy-MM-dd",
            f"projection.{of.day}.range": "2024-01-01,NOW",
            "storage.location.template": pulumi.Output.concat(
                of.location, f"{of.day}=${{{of.day}}}/"
            ),
        },
        partition_keys=[aws.glue.CatalogTablePartitionKeyArgs(name=of.day, type="string")],
        storage_descriptor=aws.glue.CatalogTableStorageDescriptorArgs(
            location=of.location,
            input_format="org.apache.hadoop.mapred.TextInputFormat",
            output_format="org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            columns=[column(name=key, type=kind) for key, kind in of.columns.items()],
            ser_de_info=aws.glue.CatalogTableStorageDescriptorSerDeInfoArgs(
                serialization_library=of.reader, parameters=dict(of.reader_parameters)
            ),
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
