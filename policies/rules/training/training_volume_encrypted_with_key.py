"""Disks of jobs are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.jobs import JOBS, Job, jobs
from policies.machines import has_disks_built_in
from policies.rule import Props, rule


@rule(
    applies_to=JOBS,
    why="a job copies its data set to its disk, and writes checkpoints and swap beside it",
    source="Amazon SageMaker AI API Reference, ResourceConfig, VolumeKmsKeyId",
)
def training_volume_encrypted_with_key(props: Props) -> Iterator[str]:
    """Disks of jobs are encrypted with the stack's key, where the machine lets one choose it."""
    for job in jobs(props):
        if not any(has_disks_built_in(name) for name in _instance_types(job)):
            name = job.called("volumeKmsKeyId")
            for problem in without_key(job.machines, "volumeKmsKeyId", name):
                yield job.where + problem


def _instance_types(job: Job) -> Iterator[str]:
    if "instanceType" in job.machines:
        yield job.machines.get("instanceType", "")
    for key in ("instanceGroups", "instanceConfigs"):
        for group in job.machines.objects(key):
            yield group.get("instanceType", "")
