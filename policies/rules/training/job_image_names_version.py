"""A job runs the code that it says."""

from collections.abc import Iterator

from policies.batch import JOB_DEFINITION, containers, on_kubernetes
from policies.images import names_a_version
from policies.jobs import JOBS, jobs
from policies.props import Props
from policies.rule import rule


@rule(
    applies_to=(JOB_DEFINITION, *JOBS),
    why="what 'latest' was when a model was trained can never be found out again",
    source="AWS Well-Architected Machine Learning Lens, MLOPS03-BP02 Create tracking and version "
    "control mechanisms",
    remediation="end the image with a tag that never moves, or with @sha256: and its digest",
)
def job_image_names_version(props: Props) -> Iterator[str]:
    """Images of training, processing and Batch jobs name a version, which is not `latest`."""
    for where, holder, key in _images(props):
        if key in holder and not names_a_version(holder, key):
            yield f"{where}name a version of the image, got {holder.raw(key)!r}"


def _images(props: Props) -> Iterator[tuple[str, Props, str]]:
    if props.resource.type == JOB_DEFINITION:
        for container in (*containers(props), *on_kubernetes(props)):
            yield "", container, "image"
        return
    for job in jobs(props):
        part, key = (
            ("appSpecification", "imageUri")
            if job.processing
            else ("algorithmSpecification", "trainingImage")
        )
        if part in job.inputs:
            yield job.where, job.inputs[part], key
