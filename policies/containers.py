"""What rules on containers share: where models, functions, jobs and tasks declare them."""

import json
from collections.abc import Iterator
from typing import Any

from plan.computed import is_computed
from policies.json_input import json_props
from policies.props import Props, Undecided
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
            yield props["primaryContainer"]
        yield from props.get("containers", ())
    elif props.resource.type == JOB:
        yield from _of_job(props)
    elif props.resource.type == TASK:
        yield from _of_task(props)


def _of_job(job: Props) -> Iterator[Props]:
    if "containerProperties" in job:
        yield json_props(job, "containerProperties", "the properties of a container")
    for node in json_props(job, "nodeProperties", "node properties").get("nodeRangeProperties", ()):
        if "container" in node:
            yield node["container"]
    for task in json_props(job, "ecsProperties", "ECS properties").get("taskProperties", ()):
        yield from task["containers"]


def _of_task(task: Props) -> Iterator[Props]:
    text = task.raw("containerDefinitions")
    try:
        found = json.loads(text)
    except (TypeError, ValueError) as error:
        if is_computed(text):
            raise Undecided(task.path("containerDefinitions")) from error
        raise
    for index, container in enumerate(found):
        yield Props(task.resource, container, f"containerDefinitions[{index}]")


def secret_variables(given: Any) -> Iterator[str]:
    """Names of the environment variables that hold a secret: a map, or a list of pairs."""
    if isinstance(given, Props):
        yield from (name for name in given if holds_secret(given, name))
    else:
        for pair in given:
            if holds_secret(pair, str(pair["name"]), "value"):
                yield str(pair["name"])
