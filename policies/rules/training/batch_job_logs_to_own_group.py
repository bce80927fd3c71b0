"""Logs of Batch jobs are the team's."""

from collections.abc import Iterator

from policies.batch import JOB_DEFINITION, containers
from policies.rule import Props, rule

_SHARED = "/aws/batch/job"


@rule(
    applies_to=JOB_DEFINITION,
    why=f"{_SHARED} is shared by all teams of the account, kept for ever and under no key",
    source="AWS Batch User Guide, Use the awslogs log driver",
)
def batch_job_logs_to_own_group(definition: Props) -> Iterator[str]:
    """Batch jobs that log to CloudWatch name a log group, which is not that of all jobs."""
    for container in containers(definition):
        log = container.object("logConfiguration")
        group = log.object("options").raw("awslogs-group")
        if log.get("logDriver", "awslogs") == "awslogs" and group in (None, _SHARED):
            yield f"set awslogs-group of logConfiguration to the team's group, got {_SHARED!r}"
