"""Machines of one job talk to each other in secret."""

from collections.abc import Iterator

from policies.jobs import JOBS, Job, jobs
from policies.rule import Props, rule

_KEY = "enableInterContainerTrafficEncryption"


@rule(
    applies_to=JOBS,
    why="distributed training sends weights and batches of data from machine to machine",
    source="AWS Well-Architected Machine Learning Lens, MLSEC04-BP02 Secure inter-node cluster "
    "communications",
)
def training_traffic_encrypted(props: Props) -> Iterator[str]:
    """Jobs on more than one machine encrypt the traffic between their containers."""
    for job in jobs(props):
        encrypted = job.network.get(_KEY, False)
        if encrypted is not True and _machines(job) > 1:
            yield f"{job.where}set {job.called(_KEY)} to True"


def _machines(job: Job) -> int:
    groups = [*job.machines.objects("instanceGroups")]
    if groups:
        return sum(int(group.get("instanceCount", 1)) for group in groups)
    return int(job.machines.get("instanceCount", 1))
