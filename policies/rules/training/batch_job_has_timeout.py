"""A Batch job that hangs ends."""

from collections.abc import Iterator

from policies.batch import JOB_DEFINITION
from policies.rule import Props, rule


@rule(
    applies_to=JOB_DEFINITION,
    why="Batch stops no job by itself, and one that hangs keeps its GPU machine for weeks",
    source="AWS Batch User Guide, Job timeouts",
)
def batch_job_has_timeout(definition: Props) -> Iterator[str]:
    """Batch job definitions say after how long an attempt is stopped."""
    if "attemptDurationSeconds" not in definition.get("timeout", {}):
        yield "set attempt_duration_seconds of timeout"
