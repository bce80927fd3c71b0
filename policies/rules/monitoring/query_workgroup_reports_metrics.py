"""What queries read and cost can be seen."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:athena/workgroup:Workgroup",
    why="nobody sees which queries read the whole lake until the bill comes",
    source="AWS Security Hub, control Athena.4",
)
def query_workgroup_reports_metrics(props: Props) -> Iterator[str]:
    """Athena workgroups report the metrics of their queries to CloudWatch."""
    if props.get("configuration", {}).get("publishCloudwatchMetricsEnabled", True) is not True:
        yield "set publish_cloudwatch_metrics_enabled of configuration to True"
