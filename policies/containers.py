"""What rules on containers share: where models, functions, jobs and tasks declare them."""

from collections.abc import Iterator, Mapping

from policies.json_input import json_list, json_props
from policies.props import Props
from policies.secrets import holds_secret

FUNCTION = "aws:lambda/function:Function"
JOB = "aws:batch/jobDefinition:JobDefinition"
MODEL = "aws:sagemaker/model:Model"
TASK = "aws:ecs/taskDefinition:TaskDefinition"


def containers(props: Props) -> Iterator[Props]:
    """Containers of a model, a Batch job or an ECS task.

    Raises:
        Undecided: if the text that describes them is not known yet.
    """
    if props.resource.type == MODEL:
        if "primaryContainer" in props:
            yield props.object("primaryContainer")
        yield from props.objects("containers")
    elif props.resource.type == JOB:
        yield from _of_job(props)
    elif props.resource.type == TASK:
        yield from _of_task(props)


def _of_job(job: Props) -> Iterator[Props]:
    if "containerProperties" in job:
        yield json_props(job, "containerProperties", "the properties of a container")
    for node in json_props(job, "nodeProperties", "node properties").objects("nodeRangeProperties"):
        if "container" in node:
            yield node.object("container")
    for task in json_props(job, "ecsProperties", "ECS properties").objects("taskProperties"):
        yield from task.objects("containers")


def _of_task(task: Props) -> Iterator[Props]:
    found = json_list(task, "containerDefinitions", "a list of containers")
    yield from Props(task.resource, {"containerDefinitions": found}).objects("containerDefinitions")


def secret_variables(holder: Props, key: str) -> Iterator[str]:
    """Names of the environment variables in `key` that hold a secret: a map, or a list of pairs."""
    if isinstance(holder.raw(key), Mapping):
        variables = holder.object(key)
        yield from (name for name in variables if holds_secret(variables, name))
        return
    for pair in holder.objects(key):
        name = pair.get("name", "")
        if holds_secret(pair, name, "value"):
            yield name
