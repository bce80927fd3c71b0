"""Rules of the steps in definitions of SageMaker's pipelines (JSON schema, version 2020-12-01)."""

import graphlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.rules import Params, rule

_TYPES = """Training Processing Transform Tuning Model RegisterModel Condition Callback Lambda
    QualityCheck ClarifyCheck EMR EMRServerless AutoML Compilation BedrockModelImport Fail
    NotebookJob EndpointConfig Endpoint InferenceComponent Lineage MLflow BedrockCustomModel
    BedrockCustomModelDeployment EvaluateBaseModel BedrockProvisionedModelThroughput
    InferenceSpecification GlueETL HyperPod"""
_WITHOUT_ARGUMENTS = ("Callback", "Lambda", "Fail", "EMR", "EMRServerless")


@rule("sagemaker", "CreatePipeline", "UpdatePipeline", at="PipelineDefinition")
def steps_of_a_pipeline(params: Params) -> str | None:
    """SageMaker Developer Guide, "Pipeline Definition JSON Schema"."""
    definition = json.loads(params["PipelineDefinition"])
    said = next(_problems(definition), None)
    return said and f"Unable to parse pipeline definition: {said}."


def _problems(definition: Mapping[str, Any]) -> Iterator[str]:
    parameters = [parameter.get("Name") for parameter in definition.get("Parameters") or []]
    steps = [*_steps(definition["Steps"])]
    names = [step.get("Name") for step in steps]
    yield from (f"step {name} is defined twice" for name in names if names.count(name) > 1)
    for step in steps:
        yield from _step(step, names)
        for path in _references(step):
            root, _, rest = path.partition(".")
            if root == "Parameters" and rest not in parameters:
                yield f"step {step['Name']} refers to parameter {rest}, which does not exist"
            if root == "Steps" and re.split(r"[.\[]", rest)[0] not in names:
                yield f"step {step['Name']} refers to {path}, a step that does not exist"
    try:
        graphlib.TopologicalSorter({s["Name"]: s.get("DependsOn") or [] for s in steps}).prepare()
    except graphlib.CycleError as error:
        yield f"steps depend on each other in a circle: {', '.join(error.args[1][1:])}"


def _steps(given: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Every step, those of conditions too."""
    for step in given:
        yield step
        if step.get("Type") == "Condition":
            arguments = step.get("Arguments") or {}
            yield from _steps(arguments.get("IfSteps") or [])
            yield from _steps(arguments.get("ElseSteps") or [])


def _step(step: Mapping[str, Any], steps: list[Any]) -> Iterator[str]:
    name, kind = step.get("Name"), step.get("Type")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name or ""):
        yield f"Name of a step must be 1 to 64 of a-z, A-Z, 0-9, - and _, got {name!r}"
    if kind not in _TYPES.split():
        known = ", ".join(sorted(_TYPES.split()))
        yield f"Type of step {name} must be one of {known}, got {kind!r}"
    elif "Arguments" not in step and kind not in _WITHOUT_ARGUMENTS:
        yield f"step {name} has no Arguments"
    elif kind == "Condition" and not step["Arguments"].get("Conditions"):
        yield f"step {name} has no Conditions"
    for needed in step.get("DependsOn") or []:
        if isinstance(needed, str) and needed.split(".")[0] not in steps:
            yield f"step {name} depends on step {needed}, which does not exist"


def _references(value: Any) -> Iterator[str]:
    """Path of each `{"Get": path}`."""
    if isinstance(value, dict) and isinstance(value.get("Get"), str):
        yield value["Get"]
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _references(inner)
