"""What a team may choose about its training pipeline, and what contradicts itself."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.ecr_image import EcrImage
from components.parts.common.instance_types import is_instance_type
from components.settings import team_settings

DEFAULT_MAX_PARALLEL_STEPS = 4
DEFAULT_RETRIES = 3
DEFAULT_CACHE_HOURS = 0
DEFAULT_TUNING_JOBS = 10
DEFAULT_PARALLEL_TUNING_JOBS = 2
TRAINING_DATA = "training/"
"""Folder of the curated zone that the definitions of the platform read."""


class PipelineKind(StrEnum):
    """Where the definition comes from."""

    TABULAR = "tabular"
    """Ships with the platform: XGBoost on tables."""

    GPU = "gpu"
    """Ships with the platform: a PyTorch network on GPUs."""

    OWN = "own"
    """A file of the team's."""


IMAGES = ("xgboost", "pytorch_training", "pytorch_inference")
"""The images that definitions may name by a placeholder."""


@team_settings
class TuningSettings(TypedDict):
    """How hyperparameters are searched for."""

    max_jobs: NotRequired[int]
    """Training jobs of one search, 1 to 500. Default: 10."""

    parallel_jobs: NotRequired[int]
    """Training jobs at the same time, 1 to 100, at most `max_jobs`. Default: 2."""


@team_settings
class TrainingPipelineSettings(TypedDict):
    """What a team may choose about its training pipeline."""

    kind: NotRequired[str]
    """Definition to run: `tabular`, `gpu`, or `own` with `definition`. Default: tabular."""

    definition: NotRequired[str]
    """JSON file of an own definition, relative to the project; the Python files beside it, but
    `pipeline.py`, are the code of its steps. Default: none."""

    model_group: NotRequired[str]
    """Group of the model registry to register versions in, by the name that the team gave it.
    Default: the only group of the registry."""

    processing_instance_type: NotRequired[str]
    """Instance type that validates and prepares the data. Default: ml.m5.xlarge."""

    training_instance_type: NotRequired[str]
    """Instance type that trains. Default: ml.m5.xlarge, or ml.g5.xlarge for `gpu`."""

    evaluation_instance_type: NotRequired[str]
    """Instance type that evaluates the model. Default: ml.m5.xlarge."""

    training_instance_count: NotRequired[int]
    """Machines that train together, 1 to 20. Default: 1."""

    max_runtime_minutes: NotRequired[int]
    """Minutes after which a job of a step is stopped, 1 to 40320. Default: 60."""

    max_parallel_steps: NotRequired[int]
    """Steps of one execution that run at the same time, 1 to 200. Default: 4."""

    cache_hours: NotRequired[int]
    """Hours in which a step with the same request takes the result of an earlier execution, up to
    8760; SageMaker compares names of data, not what is in it. Default: 0, every step runs."""

    retries: NotRequired[int]
    """Attempts after a fault of the service or for want of capacity, up to 20. Default: 3."""

    minimum_metric: NotRequired[float]
    """AUC below which the execution fails and nothing is registered, 0 to 1. Default: 0.7."""

    minimum_improvement: NotRequired[float]
    """By how much the AUC must exceed that of the model that serves, 0 to 1. Default: 0, any."""

    tuning: NotRequired[TuningSettings]
    """Search for hyperparameters instead of training once. Default: no search."""

    parameters: NotRequired[dict[str, Any]]
    """Defaults of further parameters of the definition, by name: `InputDataUri`. Default: those of
    the definition."""

    images: NotRequired[dict[str, str]]
    """Images in ECR in place of those that AWS publishes, by name: `xgboost`, `pytorch_training`,
    `pytorch_inference`. Default: those of AWS."""


class CheckedPipelineArgs(TrainingPipelineSettings):
    """The settings, and the limits of the stack's jobs, which a definition is checked against."""

    allowed_instance_types: NotRequired[Sequence[str]]
    """Instance types that jobs of the stack may run on. Default: any."""

    longest_runtime_minutes: NotRequired[int]
    """Minutes that jobs of the stack may run. Default: as long as SageMaker allows."""


_PARAMETERS = {
    "processing_instance_type": "ProcessingInstanceType",
    "training_instance_type": "TrainingInstanceType",
    "evaluation_instance_type": "EvaluationInstanceType",
    "training_instance_count": "TrainingInstanceCount",
    "minimum_metric": "MinimumMetric",
    "minimum_improvement": "MinimumImprovement",
}
"""The settings that are the default of a parameter, and which."""


def kind_of(args: TrainingPipelineSettings) -> str:
    """Return the kind of the definition."""
    return args.get("kind", PipelineKind.TABULAR)


def chosen_parameters(args: TrainingPipelineSettings) -> dict[str, tuple[str, Any]]:
    """Return the parameters whose default the team chose: the setting's path, and the value."""
    chosen = dict[str, tuple[str, Any]]()
    for field, parameter in _PARAMETERS.items():
        if field in args:
            chosen[parameter] = (field, args[field])
    if "max_runtime_minutes" in args:
        chosen["MaxRuntimeInSeconds"] = ("max_runtime_minutes", args["max_runtime_minutes"] * 60)
    tuning = args.get("tuning")
    if tuning is not None:
        jobs, parallel = tuning_limits(tuning)
        chosen["TuningMaxJobs"] = ("tuning.max_jobs", jobs)
        chosen["TuningParallelJobs"] = ("tuning.parallel_jobs", parallel)
    for name, value in args.get("parameters", {}).items():
        chosen[name] = (f"parameters.{name}", value)
    return chosen


def tuning_limits(tuning: TuningSettings) -> tuple[int, int]:
    """Return how many jobs a search has, and how many at the same time."""
    jobs = tuning.get("max_jobs", DEFAULT_TUNING_JOBS)
    return jobs, tuning.get("parallel_jobs", min(jobs, DEFAULT_PARALLEL_TUNING_JOBS))


def settings_problems(args: CheckedPipelineArgs) -> Iterator[Problem]:
    """Yield what is wrong with the settings themselves."""
    kind = kind_of(args)
    yield from choice_problems("kind", kind, PipelineKind)
    own = kind == PipelineKind.OWN
    if own != ("definition" in args):
        rule = "must name a file when kind is own" if own else "must be left out unless kind is own"
        yield Problem("definition", f"{rule}, got {args.get('definition')!r}")
    yield from _ranges(args)
    for field in ("processing", "training", "evaluation"):
        name = args.get(f"{field}_instance_type")
        if isinstance(name, str) and not is_instance_type(name):
            yield Problem(f"{field}_instance_type", f"must look like ml.m5.xlarge, got {name!r}")
    longest = args.get("longest_runtime_minutes")
    runtime = args.get("max_runtime_minutes")
    if longest is not None and runtime is not None and runtime > longest:
        yield Problem(
            "max_runtime_minutes",
            f"must be at most {longest} minutes, as long as jobs of the stack may run,"
            f" got {runtime}",
        )
    for name, image in args.get("images", {}).items():
        if name not in IMAGES:
            yield Problem(f"images.{name}", f"must be one of {', '.join(IMAGES)}, got {name!r}")
        if EcrImage.of(image) is None:
            yield Problem(
                f"images.{name}", f"must be the address of an image in ECR, got {image!r}"
            )


def _ranges(args: TrainingPipelineSettings) -> Iterator[Problem]:
    tuning = args.get("tuning", {})
    jobs, parallel = tuning_limits(tuning)
    limits: tuple[tuple[str, float, float, float, str], ...] = (
        ("training_instance_count", args.get("training_instance_count", 1), 1, 20, "machines"),
        ("max_runtime_minutes", args.get("max_runtime_minutes", 1), 1, 40320, "minutes"),
        ("max_parallel_steps", args.get("max_parallel_steps", 1), 1, 200, "steps"),
        ("cache_hours", args.get("cache_hours", 0), 0, 8760, "hours"),
        ("retries", args.get("retries", 0), 0, 20, "attempts"),
        ("minimum_metric", args.get("minimum_metric", 0), 0, 1, "AUC"),
        ("minimum_improvement", args.get("minimum_improvement", 0), 0, 1, "AUC"),
        ("tuning.max_jobs", jobs, 1, 500, "jobs"),
        ("tuning.parallel_jobs", parallel, 1, min(max(jobs, 1), 100), "jobs"),
    )
    for field, value, least, most, unit in limits:
        if not least <= value <= most:
            yield Problem(field, f"must be {least} to {most} {unit}, got {value}")
