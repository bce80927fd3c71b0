"""What a build did can be read afterwards."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:codebuild/project:Project",
    why="nobody can say how the image was made that serves today",
    source="AWS Security Hub, control CodeBuild.4",
)
def build_logs_kept(props: Props) -> Iterator[str]:
    """Builds write a log to a log group or a bucket that the stack names."""
    logs = props.get("logsConfig", {})
    group, bucket = logs.get("cloudwatchLogs", {}), logs.get("s3Logs", {})
    to_group = "groupName" in group and group.get("status", "ENABLED") == "ENABLED"
    to_bucket = bucket.get("status", "DISABLED") == "ENABLED"
    if not to_group and not to_bucket:
        yield "set group_name of cloudwatch_logs in logs_config"
