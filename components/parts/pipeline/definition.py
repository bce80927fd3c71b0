"""A definition for one stack: defaults and policies set, jobs named, placeholders filled in."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi

from components.errors import Problem
from components.parts.common.instance_types import has_local_disk
from components.parts.pipeline.checks import (
    LARGEST,
    Json,
    Step,
    all_steps,
    defaults_of,
    definition_problems,
    has_type,
    own_arguments,
    resolved,
)
from components.parts.pipeline.settings import (
    DEFAULT_CACHE_HOURS,
    DEFAULT_RETRIES,
    IMAGES,
    CheckedPipelineArgs,
    TrainingPipelineSettings,
    chosen_parameters,
)
from components.parts.pipeline.source import source_of

PLACEHOLDERS = (
    *("role_arn", "kms_key_arn", "subnet_ids", "security_group_id", "tags", "region"),
    *("raw_bucket", "curated_bucket", "features_bucket", "artifacts_bucket"),
    *("code_uri", "pipeline_name", "model_group"),
    *(f"image_{name}" for name in IMAGES),
)
"""What a definition may leave to the stack; the how-to says what each stands for."""

JOB_NAMES = {
    "Processing": ("ProcessingJobName", "processing-job", 38),
    "Training": ("TrainingJobName", "training-job", 38),
    "Transform": ("TransformJobName", "transform-job", 38),
    "Model": ("ModelName", "model", 38),
    "Tuning": ("HyperParameterTuningJobName", "hyper-parameter-tuning-job", 6),
}
"""By type of step: where the start of its job's name goes, its kind of ARN, and how long it may be.

Pipelines appends `-<execution>-<token>-<attempt>` (SageMaker guide, "Customize access management
for Pipelines jobs", prefix length restrictions).
"""

_PART = re.compile(r"(\$\{[^}]*\})")


def load(args: CheckedPipelineArgs) -> tuple[Json, list[Problem]]:
    """Read the definition and apply the settings; return it with everything wrong with it."""
    try:
        text = source_of(args).definition
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = f"must be a file of the project, got {args.get('definition')!r}: {reason}"
        return {}, [Problem("definition", wrong)]
    try:
        definition = json.loads(text)
    except ValueError as error:
        return {}, [Problem("definition", f"must be JSON, got: {error}")]
    if not isinstance(definition, dict):
        return {}, [
            Problem("definition", f"must be a JSON object, got {type(definition).__name__}")
        ]
    problems = list(_size(text))
    problems += _set_parameters(definition, args)
    problems += definition_problems(definition, PLACEHOLDERS, args.get("allowed_instance_types"))
    return definition, problems


def _size(text: str) -> Iterator[Problem]:
    if len(text) > LARGEST:
        yield Problem("definition", f"must be at most {LARGEST} characters, got {len(text)}")


def _set_parameters(definition: Json, args: TrainingPipelineSettings) -> Iterator[Problem]:
    declared = {p.get("Name"): p for p in definition.get("Parameters", [])}
    for name, (setting, value) in chosen_parameters(args).items():
        parameter = declared.get(name)
        if parameter is None:
            known = ", ".join(sorted(map(str, declared)))
            yield Problem(setting, f"must set one of the parameters {known}, got {name!r}")
        elif not has_type(value, str(parameter.get("Type"))):
            yield Problem(setting, f"must be of type {parameter.get('Type')}, got {value!r}")
        else:
            parameter["DefaultValue"] = value


def adapted(definition: Json, args: TrainingPipelineSettings, prefix: str) -> Json:
    """Return the definition with caching, retries, names of jobs and keys as the stack has them."""
    made = copy.deepcopy(definition)
    defaults = defaults_of(made)
    hours = args.get("cache_hours", DEFAULT_CACHE_HOURS)
    retries = args.get("retries", DEFAULT_RETRIES)
    for step in all_steps(made):
        if "CacheConfig" in step.body:
            step.body["CacheConfig"] = {"Enabled": False}
            if hours:
                step.body["CacheConfig"] = {"Enabled": True, "ExpireAfter": f"PT{hours}H"}
        if "RetryPolicies" in step.body:
            for policy in step.body["RetryPolicies"]:
                policy["MaxAttempts"] = retries
                policy.pop("ExpireAfterMin", None)
            if not retries:
                del step.body["RetryPolicies"]
        if step.type in JOB_NAMES:
            step.body["Arguments"][JOB_NAMES[step.type][0]] = job_name(step, prefix)
            _drop_keys_of_local_disks(own_arguments(step), defaults)
    return made


def job_name(step: Step, prefix: str) -> str:
    """Return the start of the names of a step's jobs, by which logs and roles know the stack."""
    longest = JOB_NAMES[step.type][2]
    # ARNs of jobs are in lower case whatever their names are, and IAM compares ARNs.
    return f"{prefix}-{step.name}".lower().replace("_", "-")[:longest].rstrip("-")


def _drop_keys_of_local_disks(node: Any, defaults: Json) -> None:
    """Name no key for machines whose own disks the hardware encrypts; SageMaker refuses one."""
    if isinstance(node, dict):
        machine = resolved(node.get("InstanceType"), defaults)
        if isinstance(machine, str) and has_local_disk(machine):
            node.pop("VolumeKmsKeyId", None)
        for value in node.values():
            _drop_keys_of_local_disks(value, defaults)
    elif isinstance(node, list):
        for value in node:
            _drop_keys_of_local_disks(value, defaults)


def filled(node: Any, known: Mapping[str, Any]) -> Any:
    """Return `node` with every placeholder replaced; a list that is one placeholder by a list."""
    if isinstance(node, dict):
        return {name: filled(value, known) for name, value in node.items()}
    if isinstance(node, list):
        if len(node) == 1 and node[0] in ("${subnet_ids}", "${tags}"):
            return filled(node[0], known)
        return [filled(value, known) for value in node]
    if not isinstance(node, str) or "${" not in node:
        return node
    parts = [known[part[2:-1]] if part.startswith("${") else part for part in _PART.split(node)]
    parts = [part for part in parts if not isinstance(part, str) or part]
    return parts[0] if len(parts) == 1 else pulumi.Output.concat(*parts)
