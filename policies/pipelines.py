"""What rules on SageMaker pipelines share: the steps of a definition, wherever they are nested."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plan.plan import UNKNOWN
from policies.json_input import json_object
from policies.props import Props

PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def steps(pipeline: Props) -> Iterator[Props]:
    """Steps of a pipeline, those inside conditions included; none if the definition is in S3.

    Keys are those of the SDK (`vpcConfig`). A parameter of the pipeline stands with its default
    value; what another step or the execution decides is not known.
    """
    definition = json_object(pipeline, "pipelineDefinition", "a pipeline definition") or {}
    defaults = {p["Name"]: p.get("DefaultValue") for p in definition.get("Parameters", ())}
    found = _sdk_form(definition.get("Steps", []), defaults)
    yield from _flat(pipeline, found, "pipelineDefinition.Steps")


def _flat(pipeline: Props, found: Sequence[Mapping[str, Any]], path: str) -> Iterator[Props]:
    for index, step in enumerate(found):
        where = f"{path}[{index}]"
        yield Props(pipeline.resource, step, where)
        if step.get("type") == "Condition":
            for branch in ("ifSteps", "elseSteps"):
                inner = step["arguments"].get(branch, [])
                yield from _flat(pipeline, inner, f"{where}.arguments.{branch}")


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
