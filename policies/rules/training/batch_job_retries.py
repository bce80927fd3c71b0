"""A Batch job survives the loss of its machine."""

from collections.abc import Iterator

from policies.batch import JOB_DEFINITION
from policies.rule import Props, rule


@rule(
    applies_to=JOB_DEFINITION,
    why="a Spot machine that is taken back fails the job, and somebody finds out in the morning",
    source="AWS Batch User Guide, Automated job retries",
    remediation="let evaluate_on_exits retry what is not the job's own fault: 'Host EC2*'",
)
def batch_job_retries(definition: Props) -> Iterator[str]:
    """Batch job definitions allow more than one attempt."""
    attempts = definition.get("retryStrategy", {}).get("attempts", 1)
    if int(attempts) < 2:
        yield f"set attempts of retry_strategy to 2 or more, got {attempts}"
