"""Log groups do not grow for ever."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:cloudwatch/logGroup:LogGroup",
    why="logs without an end are paid for, and searched by an attacker, for ever",
    source="Amazon CloudWatch Logs User Guide, Change log data retention in CloudWatch Logs",
)
def log_group_has_retention(props: Props) -> Iterator[str]:
    """Log groups say after how many days an entry is deleted."""
    if props.get("retentionInDays", 0) == 0:
        yield "set retention_in_days"
