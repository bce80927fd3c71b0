"""What jobs produce is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.jobs import JOBS, jobs
from policies.rule import Props, rule


@rule(
    applies_to=JOBS,
    why="a model can repeat the data that it was trained on, and prepared data is data",
    source="Amazon SageMaker AI Developer Guide, Protect data at rest using encryption",
)
def training_output_encrypted_with_key(props: Props) -> Iterator[str]:
    """Models and results of jobs are encrypted with the stack's key."""
    for job in jobs(props):
        for problem in without_key(job.output, "kmsKeyId", job.called("kmsKeyId")):
            yield f"{job.where}{problem} in the output's configuration"
