"""What rules on SageMaker pipelines share: the steps of a definition, wherever they are nested."""

from collections.abc import Iterator, Mapping
from typing import Any

from plan.plan import UNKNOWN
from policies.json_input import json_props
from policies.props import Props

PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def steps(pipeline: Props) -> Iterator[Props]:
    """Steps of a pipeline, those inside conditions included; none if the definition is in S3.

    Keys are those of the SDK (`vpcConfig`). A parameter of the pipeline stands with its default
    value; what another step or the execution decides is not known.
    """
    definition = json_props(pipeline, "pipelineDefinition", "a pipeline definition")
    defaults = {p.get("Name", ""): p.raw("DefaultValue") for p in definition.objects("Parameters")}
    found = {"Steps": _sdk_form(definition.raw("Steps"), defaults)}
    yield from _flat(Props(pipeline.resource, found, "pipelineDefinition"), "Steps")


def _flat(holder: Props, key: str) -> Iterator[Props]:
    for step in holder.objects(key):
        yield step
        if step.raw("type") == "Condition":
            for branch in ("ifSteps", "elseSteps"):
                yield from _flat(step.object("arguments"), branch)


def _sdk_form(value: Any, defaults: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_sdk_form(item, defaults) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Get"}:
        source, _, name = str(value["Get"]).partition(".")
        default = defaults.get(name) if source == "Parameters" else None
        return UNKNOWN if default is None else default
    if any(key.startswith("Std:") for key in value):
        return UNKNOWN
    return {key[:1].lower() + key[1:]: _sdk_form(inner, defaults) for key, inner in value.items()}
