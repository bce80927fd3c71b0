"""A job that hangs ends."""

from collections.abc import Iterator

from policies.jobs import JOBS, jobs
from policies.rule import Props, rule


@rule(
    applies_to=JOBS,
    why="a job that hangs is paid for until the service's own limit, a day of GPUs or more",
    source="Amazon SageMaker AI API Reference, StoppingCondition",
)
def training_has_time_limit(props: Props) -> Iterator[str]:
    """Training, tuning and processing jobs say after how long they are stopped."""
    for job in jobs(props):
        if "maxRuntimeInSeconds" not in job.inputs.object("stoppingCondition"):
            yield f"{job.where}set {job.called('maxRuntimeInSeconds')}"
