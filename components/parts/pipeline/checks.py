"""What SageMaker would refuse in a definition, or would only find when an execution gets there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from components.errors import Problem
from components.parts.common.instance_types import is_instance_type

Json = dict[str, Any]

VERSION = "2020-12-01"
LARGEST = 1_048_576
"""Characters of a definition (SageMaker API, `CreatePipeline.PipelineDefinition`)."""

MOST_STEPS = 50
MOST_PARAMETERS = 200
"""Quotas of SageMaker Pipelines for one pipeline."""

STEP_TYPES = (
    *("Processing", "Training", "Tuning", "Transform", "Model", "RegisterModel"),
    *("Lambda", "Condition", "Fail"),
)
"""The types of steps that the pipeline's role has what it takes for."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (float, int),
    "Boolean": (bool,),
}
_STEP_NAME = re.compile(r"[A-Za-z0-9](-*[A-Za-z0-9]){0,63}|[A-Za-z0-9_-]{1,64}")
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_EXECUTION = (
    *("StartDateTime", "CurrentDateTime", "PipelineName", "PipelineArn", "PipelineExecutionId"),
    *("PipelineExecutionArn", "TrainingJobName", "ProcessingJobName"),
)


@dataclass
class Step:
    """One step, wherever it stands."""

    body: Json
    condition: str | None
    """Condition step in whose branch it stands."""

    needs: set[str] = field(default_factory=set[str])
    """Names of the steps that have to come before."""

    @property
    def name(self) -> str:
        """Name of the step; empty if it has none."""
        return str(self.body.get("Name", ""))

    @property
    def type(self) -> str:
        """Type of the step; empty if it has none."""
        return str(self.body.get("Type", ""))


def all_steps(definition: Json) -> Iterator[Step]:
    """Yield every step, those in the branches of a condition after it."""
    yield from _steps(definition.get("Steps", []), None)


def _steps(bodies: Sequence[Json], condition: str | None) -> Iterator[Step]:
    for body in bodies:
        step = Step(body, condition)
        yield step
        if step.type == "Condition":
            arguments = body.get("Arguments", {})
            for branch in ("IfSteps", "ElseSteps"):
                yield from _steps(arguments.get(branch, []), step.name)


def own_arguments(step: Step) -> Json:
    """Arguments of a step without those of the steps in its branches."""
    arguments: Json = step.body.get("Arguments", {})
    return {k: v for k, v in arguments.items() if k not in ("IfSteps", "ElseSteps")}


def values(node: Any, key: str) -> Iterator[Any]:
    """Yield what stands under `key`, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, key)


def defaults_of(definition: Json) -> Json:
    """Return the default of each parameter that has one."""
    parameters: list[Json] = definition.get("Parameters", [])
    return {p["Name"]: p["DefaultValue"] for p in parameters if "DefaultValue" in p and "Name" in p}


def definition_problems(
    definition: Json, placeholders: Sequence[str], allowed: Sequence[str] | None
) -> Iterator[Problem]:
    """Yield what is wrong with a definition whose placeholders may be `placeholders`."""
    if definition.get("Version") != VERSION:
        yield _wrong(f"Version: must be {VERSION!r}, got {definition.get('Version')!r}")
    steps = list(all_steps(definition))
    yield from _parameters(definition.get("Parameters", []))
    yield from _names(steps)
    yield from _references(definition, steps)
    yield from _order(steps)
    yield from _instance_types(definition, steps, allowed)
    known = set(placeholders)
    for name in sorted(
        {name for text in _texts(definition) for name in _PLACEHOLDER.findall(text)}
    ):
        if name not in known:
            yield _wrong(f"${{{name}}}: must be one of {', '.join(sorted(known))}, got {name!r}")


def _wrong(reason: str) -> Problem:
    return Problem("definition", reason)


def _parameters(parameters: Sequence[Json]) -> Iterator[Problem]:
    if len(parameters) > MOST_PARAMETERS:
        yield _wrong(f"Parameters: must be at most {MOST_PARAMETERS}, got {len(parameters)}")
    seen = set[str]()
    for parameter in parameters:
        name, kind = str(parameter.get("Name")), str(parameter.get("Type"))
        where = f"Parameters.{name}"
        if name in seen:
            yield _wrong(f"{where}: must be declared once, got another")
        seen.add(name)
        if kind not in _TYPES:
            yield _wrong(f"{where}: must have the type {', '.join(_TYPES)}, got {kind!r}")
        elif "DefaultValue" in parameter and not has_type(parameter["DefaultValue"], kind):
            yield _wrong(
                f"{where}: must have a default of type {kind}, got {parameter['DefaultValue']!r}"
            )


def has_type(value: Any, kind: str) -> bool:
    """Say whether `value` may be that of a parameter of type `kind`."""
    if isinstance(value, bool) and kind != "Boolean":
        return False
    return isinstance(value, _TYPES.get(kind, ()))


def _names(steps: Sequence[Step]) -> Iterator[Problem]:
    if not 1 <= len(steps) <= MOST_STEPS:
        yield _wrong(f"Steps: must be 1 to {MOST_STEPS} steps, got {len(steps)}")
    seen = set[str]()
    for step in steps:
        where = f"Steps.{step.name}"
        if not _STEP_NAME.fullmatch(step.name):
            yield _wrong(
                f"{where}: must be letters, digits and hyphens, up to 64, got {step.name!r}"
            )
        if step.name in seen:
            yield _wrong(f"{where}: must be the name of one step, got another")
        seen.add(step.name)
        if step.type not in STEP_TYPES:
            yield _wrong(f"{where}: must have the type {', '.join(STEP_TYPES)}, got {step.type!r}")
        if step.type == "Condition" and step.condition:
            # SageMaker guide, "Condition step", limitations.
            yield _wrong(
                f"{where}: must not stand in a branch of a condition, got {step.condition}"
            )


def _references(definition: Json, steps: Sequence[Step]) -> Iterator[Problem]:
    """Resolve every reference; note on each step what it needs."""
    names = {step.name: step for step in steps}
    parameters = {str(p.get("Name")) for p in definition.get("Parameters", [])}
    for step in steps:
        where = f"Steps.{step.name}"
        if step.condition:
            step.needs.add(step.condition)
        for entry in step.body.get("DependsOn", []):
            # An entry may also name the outcome that it waits for.
            other = entry.get("Step") if isinstance(entry, dict) else entry
            if other not in names:
                yield _wrong(f"{where}.DependsOn: must name a step, got {other!r}")
            else:
                step.needs.add(other)
        for reference in values(own_arguments(step), "Get"):
            parts = str(reference).split(".")
            match parts:
                case ["Parameters", name] if name in parameters:
                    pass
                case ["Execution", name] if name in _EXECUTION:
                    pass
                case ["Steps", name, "PropertyFiles", file]:
                    if name not in names or file not in _property_files(names[name]):
                        yield _wrong(f"{where}: must refer to a property file, got {reference!r}")
                    else:
                        step.needs.add(name)
                case ["Steps", name, _, *_] if name in names:
                    step.needs.add(name)
                case _:
                    yield _wrong(f"{where}: must refer to what there is, got {reference!r}")


def _property_files(step: Step) -> set[str]:
    return {str(file.get("PropertyFileName")) for file in step.body.get("PropertyFiles", [])}


def _order(steps: Sequence[Step]) -> Iterator[Problem]:
    # Imported here, so that a stack without a pipeline does not wait for it.
    import networkx

    graph = networkx.DiGraph((other, step.name) for step in steps for other in step.needs)
    for cycle in networkx.simple_cycles(graph):
        yield _wrong(f"Steps: must not wait for each other, got {' -> '.join(sorted(cycle))}")
        return


def _instance_types(
    definition: Json, steps: Sequence[Step], allowed: Sequence[str] | None
) -> Iterator[Problem]:
    defaults = defaults_of(definition)
    for step in steps:
        for given in values(own_arguments(step), "InstanceType"):
            name = resolved(given, defaults)
            if not isinstance(name, str):
                continue
            where = f"Steps.{step.name}.InstanceType"
            if not is_instance_type(name):
                yield _wrong(f"{where}: must look like ml.m5.xlarge, got {name!r}")
            elif allowed is not None and name not in allowed:
                yield _wrong(f"{where}: must be one of {', '.join(allowed)}, got {name!r}")


def resolved(given: Any, defaults: Json) -> Any:
    """Return what a reference to a parameter is by default, or `given` itself."""
    if isinstance(given, dict) and str(given.get("Get", "")).startswith("Parameters."):
        return defaults.get(str(given["Get"]).split(".", 1)[1])
    return given


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
