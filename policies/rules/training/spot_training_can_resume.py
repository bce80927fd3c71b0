"""Training on Spot loses no more than the work since the last checkpoint."""

from collections.abc import Iterator

from policies.jobs import JOBS, jobs
from policies.rule import Props, rule


@rule(
    applies_to=JOBS,
    why="Spot machines are taken back at any time, and the job starts from nothing again and again",
    source="Amazon SageMaker AI Developer Guide, Managed Spot Training in Amazon SageMaker AI",
)
def spot_training_can_resume(props: Props) -> Iterator[str]:
    """Spot training jobs write checkpoints to S3 and say how long to wait for machines."""
    for job in jobs(props):
        if job.inputs.get("enableManagedSpotTraining", False) is not True:
            continue
        if "s3Uri" not in job.inputs.get("checkpointConfig", {}):
            yield f"{job.where}set {job.called('checkpointConfig')} to a place in S3"
        if "maxWaitTimeInSeconds" not in job.inputs.get("stoppingCondition", {}):
            yield f"{job.where}set {job.called('maxWaitTimeInSeconds')}"
