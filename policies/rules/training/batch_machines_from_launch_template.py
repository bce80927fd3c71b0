"""Machines of Batch are made as the team says."""

from collections.abc import Iterator

from policies.batch import COMPUTE_ENVIRONMENT, has_machines
from policies.rule import Props, rule


@rule(
    applies_to=COMPUTE_ENVIRONMENT,
    why="without a template the disks are not under the stack's key, and IMDSv1 may be on",
    source="AWS Batch User Guide, Use Amazon EC2 launch templates with AWS Batch",
)
def batch_machines_from_launch_template(environment: Props) -> Iterator[str]:
    """Compute environments with EC2 machines have a launch template."""
    if has_machines(environment) and "launchTemplate" not in environment["computeResources"]:
        yield "set launch_template of compute_resources"
