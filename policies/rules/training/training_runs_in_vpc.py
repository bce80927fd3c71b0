"""Jobs run in the team's network."""

from collections.abc import Iterator

from policies.jobs import JOBS, jobs
from policies.rule import Props, rule


@rule(
    applies_to=JOBS,
    why="a training script imports packages of strangers; outside the VPC nothing stops it from "
    "sending the data away",
    source="Amazon SageMaker AI Developer Guide, Give SageMaker AI training jobs access to "
    "resources in your Amazon VPC",
)
def training_runs_in_vpc(props: Props) -> Iterator[str]:
    """Training, tuning and processing jobs run in subnets of the team's VPC."""
    for job in jobs(props):
        if "vpcConfig" not in job.network:
            yield f"{job.where}set {job.called('vpcConfig')} to the private subnets"
