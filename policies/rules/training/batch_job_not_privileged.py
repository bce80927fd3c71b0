"""A job in a container stays in the container."""

from collections.abc import Iterator

from policies.batch import JOB_DEFINITION, containers, on_kubernetes
from policies.rule import Props, rule


@rule(
    applies_to=JOB_DEFINITION,
    why="a privileged container owns its machine, and with it the other jobs and their credentials",
    source="AWS Batch API Reference, ContainerProperties, privileged",
)
def batch_job_not_privileged(definition: Props) -> Iterator[str]:
    """Containers of Batch jobs are not privileged."""
    for container in containers(definition):
        if container.get("privileged", False) is not False:
            yield "set privileged to False"
    for container in on_kubernetes(definition):
        if container.get("securityContext", {}).get("privileged", False) is not False:
            yield "set privileged of security_context to False"
