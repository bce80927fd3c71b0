"""What rules on AWS Batch share: the containers of a job definition, whatever form it has."""

from collections.abc import Iterator

from policies.json_input import json_props
from policies.props import Props

COMPUTE_ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment"
JOB_DEFINITION = "aws:batch/jobDefinition:JobDefinition"


def containers(definition: Props) -> Iterator[Props]:
    """Containers of a definition for ECS: its own, those of its ranges of nodes or its tasks."""
    if "containerProperties" in definition:
        yield json_props(definition, "containerProperties", "a container")
    nodes = json_props(definition, "nodeProperties", "the nodes of a job")
    for group in nodes.objects("nodeRangeProperties"):
        if "container" in group:
            yield group.object("container")
        if "ecsProperties" in group:
            yield from _of_tasks(group.object("ecsProperties"))
    yield from _of_tasks(json_props(definition, "ecsProperties", "the tasks of a job"))


def on_kubernetes(definition: Props) -> Iterator[Props]:
    """Containers of a definition for EKS."""
    pod = definition.object("eksProperties").object("podProperties")
    yield from pod.objects("containers")
    yield from pod.objects("initContainers")


def has_machines(environment: Props) -> bool:
    """Whether a compute environment starts EC2 machines in the account."""
    kind = environment.get("computeResources", {}).get("type", "")
    return kind in ("EC2", "SPOT")


def _of_tasks(properties: Props) -> Iterator[Props]:
    for task in properties.objects("taskProperties"):
        yield from task.objects("containers")
