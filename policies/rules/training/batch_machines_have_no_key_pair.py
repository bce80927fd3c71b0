"""Nobody logs in to a machine of Batch with a key that is passed around."""

from collections.abc import Iterator

from policies.batch import COMPUTE_ENVIRONMENT
from policies.rule import Props, rule


@rule(
    applies_to=COMPUTE_ENVIRONMENT,
    why="an SSH key has no owner and no end, and whoever has it reads every job's data",
    source="AWS Well-Architected Framework, SEC06-BP03 Reduce manual management and interactive "
    "access",
    remediation="Session Manager leads to a machine as oneself, and is logged",
)
def batch_machines_have_no_key_pair(environment: Props) -> Iterator[str]:
    """Compute environments name no SSH key pair."""
    if "ec2KeyPair" in environment.get("computeResources", {}):
        yield "leave out ec2_key_pair of compute_resources"
