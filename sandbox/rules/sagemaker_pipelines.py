"""Rules of the definitions of SageMaker's pipelines (their JSON schema, version 2020-12-01)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.rules import Params, rule

_STEPS = {
    *("Training", "Processing", "Transform", "Tuning", "Model", "RegisterModel", "Condition"),
    *("Callback", "Lambda", "QualityCheck", "ClarifyCheck", "EMR", "EMRServerless", "AutoML"),
    *(
        "Compilation",
        "BedrockModelImport",
        "Fail",
        "NotebookJob",
        "EndpointConfig",
        "Endpoint",
        "InferenceComponent",
        "Lineage",
    ),
    *("MLflow", "BedrockCustomModel", "BedrockCustomModelDeployment", "EvaluateBaseModel"),
    *("BedrockProvisionedModelThroughput", "InferenceSpecification", "GlueETL", "HyperPod"),
}
_WITHOUT_ARGUMENTS = {"Callback", "Lambda", "Fail", "EMR", "EMRServerless"}
_VALUES = {"String": str, "Integer": int, "Float": (int, float), "Boolean": bool}
_NAME = r"[A-Za-z0-9_-]{1,64}"


@rule("sagemaker", "CreatePipeline", "UpdatePipeline", at="PipelineDefinition")
def definition_of_a_pipeline(params: Params) -> str | None:
    """SageMaker Developer Guide, "Pipeline Definition JSON Schema"."""
    if "PipelineDefinition" not in params:
        return None
    try:
        definition = json.loads(params["PipelineDefinition"])
    except ValueError as error:
        return f"Unable to parse pipeline definition: {error}."
    if not isinstance(definition, dict):
        return "Unable to parse pipeline definition: it is not an object."
    said = next(_problems(definition), None)
    return said and f"Unable to parse pipeline definition: {said}."


def _problems(definition: Mapping[str, Any]) -> Iterator[str]:
    if definition.get("Version") != "2020-12-01":
        yield f"Version must be 2020-12-01, got {definition.get('Version')!r}"
    if not isinstance(definition.get("Steps"), list):
        yield "Steps must be a list"
        return
    parameters = definition.get("Parameters") or []
    names = [parameter.get("Name") for parameter in parameters]
    yield from (f"parameter {name} is defined twice" for name in _twice(names))
    for parameter in parameters:
        yield from _parameter(parameter)
    steps = [*_steps(definition["Steps"])]
    known = [step.get("Name") for step in steps]
    yield from (f"step {name} is defined twice" for name in _twice(known))
    for step in steps:
        yield from _step(step, known, names)
    yield from _circle({step.get("Name"): step.get("DependsOn") or [] for step in steps})


def _parameter(parameter: Mapping[str, Any]) -> Iterator[str]:
    name, kind = parameter.get("Name"), parameter.get("Type")
    if kind not in _VALUES:
        yield f"Type of parameter {name} must be one of {', '.join(_VALUES)}, got {kind!r}"
        return
    value, allowed = parameter.get("DefaultValue"), parameter.get("EnumValues")
    if value is not None and not isinstance(value, _VALUES[kind]):
        yield f"DefaultValue of parameter {name} must be of type {kind}, got {value!r}"
    elif value is not None and allowed and value not in allowed:
        yield f"DefaultValue of parameter {name} must be one of {allowed}, got {value!r}"


def _steps(given: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Every step, those of conditions too."""
    for step in given:
        yield step
        if step.get("Type") == "Condition":
            arguments = step.get("Arguments") or {}
            yield from _steps([*(arguments.get("IfSteps") or [])])
            yield from _steps([*(arguments.get("ElseSteps") or [])])


def _step(step: Mapping[str, Any], steps: list[Any], parameters: list[Any]) -> Iterator[str]:
    name, kind = step.get("Name"), step.get("Type")
    if not re.fullmatch(_NAME, name or ""):
        yield f"Name of a step must be 1 to 64 of a-z, A-Z, 0-9, - and _, got {name!r}"
    if kind not in _STEPS:
        yield f"Type of step {name} must be one of {', '.join(sorted(_STEPS))}, got {kind!r}"
    elif "Arguments" not in step and kind not in _WITHOUT_ARGUMENTS:
        yield f"step {name} has no Arguments"
    elif kind == "Condition" and not step["Arguments"].get("Conditions"):
        yield f"step {name} has no Conditions"
    for needed in step.get("DependsOn") or []:
        if isinstance(needed, str) and needed.split(".")[0] not in steps:
            yield f"step {name} depends on step {needed}, which does not exist"
    for path in _references(step):
        root, _, rest = path.partition(".")
        if root == "Parameters" and rest not in parameters:
            yield f"step {name} refers to parameter {rest}, which does not exist"
        if root == "Steps" and re.split(r"[.\[]", rest)[0] not in steps:
            yield f"step {name} refers to {path}, a step that does not exist"


def _references(value: Any) -> Iterator[str]:
    """Path of each `{"Get": path}`."""
    if isinstance(value, dict):
        if isinstance(value.get("Get"), str):
            yield value["Get"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _circle(needs: Mapping[Any, list[Any]]) -> Iterator[str]:
    left = {name: {n for n in needed if n in needs} for name, needed in needs.items()}
    while ready := [name for name, needed in left.items() if not needed & {*left}]:
        for name in ready:
            del left[name]
    if left:
        yield f"steps depend on each other in a circle: {', '.join(map(str, left))}"


def _twice(names: list[Any]) -> Iterator[Any]:
    return (name for i, name in enumerate(names) if name in names[:i])
