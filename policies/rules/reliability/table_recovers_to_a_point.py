"""A table can be had as it was before a mistake."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:dynamodb/table:Table",
    why="one wrong job overwrites features or records of runs, and nothing brings them back",
    source="AWS Security Hub, control DynamoDB.2",
)
def table_recovers_to_a_point(props: Props) -> Iterator[str]:
    """DynamoDB tables can be restored to any point in time of the last weeks."""
    if props.get("pointInTimeRecovery", {}).get("enabled", False) is not True:
        yield "set enabled of point_in_time_recovery to True"
