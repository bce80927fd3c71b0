"""The reports of a model monitor as a table, and the query that people ask first."""

import pulumi
import pulumi_aws as aws

from components.parts.common.daily_table import DailyTable, daily_table
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
    """Declare the table and the query; return the name of the table."""
    declared = daily_table(
        f"{name}-reports",
        DailyTable(
            table=f"monitoring_{watched.name.replace('-', '_')}",
            description=f"What the monitor of {watched.name} measured",
            database_name=database_name,
            location=pulumi.Output.concat(
                "s3://", watched.artifacts_bucket, "/", watched.folder, "/reports/"
            ),
            day="day",
            columns=_COLUMNS,
        ),
        parent,
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
