"""The results of batch inference as a table."""

import pulumi

from components.parts.common.daily_table import JSON_LINES, SEPARATED, DailyTable, daily_table
from components.parts.transform.settings import DEFAULT_CONTENT_TYPE, OutputSettings
from components.parts.transform.wired import BatchInferenceArgs

_NEVER_IN_A_LINE = "\x01"


def result_table(
    name: str,
    args: BatchInferenceArgs,
    location: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare the table; return its name."""
    columns = args.get("output", OutputSettings()).get("columns")
    content = args.get("content_type", DEFAULT_CONTENT_TYPE)
    reader, parameters = SEPARATED, {"field.delim": ","}
    if columns is None:
        parameters = {"field.delim": _NEVER_IN_A_LINE}
    elif content != DEFAULT_CONTENT_TYPE:
        reader, parameters = JSON_LINES, dict[str, str]()
    return daily_table(
        f"{name}-results",
        DailyTable(
            table=f"predictions_{args['batch'].replace('-', '_')}",
            description=f"What {args['prefix']}-{args['batch']} predicted",
            database_name=args["database_name"],
            location=location,
            day="run_date",
            columns=columns or {"line": "string"},
            reader=reader,
            reader_parameters=parameters,
        ),
        parent,
    ).name
