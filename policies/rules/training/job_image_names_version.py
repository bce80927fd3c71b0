"""A job runs the code that it says."""

from collections.abc import Iterator

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.jobs import JOBS, Job, jobs
from policies.props import Props, Undecided
from policies.rule import rule


@rule(
    applies_to=JOBS,
    why="what 'latest' was when a model was trained can never be found out again",
    source="AWS Well-Architected Machine Learning Lens, MLOPS03-BP02 Create tracking and version "
    "control mechanisms",
    remediation="end the image with a tag that never moves, or with @sha256: and its digest",
)
def job_image_names_version(props: Props) -> Iterator[str]:
    """Images of training, tuning and processing jobs name a version, which is not `latest`."""
    for job in jobs(props):
        holder, key = _image(job)
        if key in holder and not _names_version(holder, key):
            yield f"{job.where}name a version of the image, got {holder.raw(key)!r}"


def _image(job: Job) -> tuple[Props, str]:
    part, key = "algorithmSpecification", "trainingImage"
    if job.processing:
        part, key = "appSpecification", "imageUri"
    return job.inputs.get(part, job.inputs), key


def _names_version(holder: Props, key: str) -> bool:
    """Whether it has a digest, or a tag other than `latest`; undecided if AWS says which."""
    image = holder.raw(key)
    written = "" if image is UNKNOWN else str(image).rpartition(">>")[2]
    if not written and is_computed(image):
        raise Undecided(holder.path(key))
    name, _, digest = written.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(digest) or tag not in ("", "latest")
