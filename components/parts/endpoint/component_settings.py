"""Models that share the instances of an endpoint, each with its own share of a machine."""

import re
from collections.abc import Iterator
from typing import NotRequired

from components.errors import Problem
from components.parts.endpoint.model_source import ModelSourceSettings, source_problems
from components.parts.endpoint.scaling import ScalingLimits
from components.settings import team_settings

DEFAULT_INVOCATIONS_PER_MINUTE = 600

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEAST_MEMORY_MB = 128
_LEAST_CORES = 0.25


@team_settings
class InferenceComponentSettings(ModelSourceSettings):
    """One model on shared instances; copies of it come and go with its requests."""

    memory_mb: int
    """Memory that a copy needs, in MB, at least 128."""

    cpu_cores: NotRequired[float]
    """CPU cores that a copy needs, at least 0.25. Default: 1, or none with accelerators."""

    accelerators: NotRequired[int]
    """GPUs or Inferentia devices that a copy needs. Default: none."""

    min_copies: NotRequired[int]
    """Copies that always run; 0 stops the model when nobody asks. Default: 1."""

    max_copies: NotRequired[int]
    """Copies that the model may grow to. Default: 2, or min_copies if that is more."""

    invocations_per_minute: NotRequired[int]
    """Requests a minute that one copy is to serve before another is added. Default: 600."""


def copies(settings: InferenceComponentSettings) -> ScalingLimits:
    """Limits of the number of copies, defaults filled in."""
    least = settings.get("min_copies", 1)
    return ScalingLimits(
        min_instances=least,
        max_instances=settings.get("max_copies", max(2, least)),
        invocations_per_minute=settings.get(
            "invocations_per_minute", DEFAULT_INVOCATIONS_PER_MINUTE
        ),
    )


def component_problems(
    components: dict[str, InferenceComponentSettings],
) -> Iterator[Problem]:
    """Yield what is wrong with the models that share an endpoint."""
    if not components:
        yield Problem("inference_components", "must name at least one model, got none")
    for name, one in components.items():
        where = f"inference_components.{name}"
        if not _NAME.fullmatch(name):
            yield Problem(where, f"must be small letters, digits and hyphens, got {name!r}")
        limits = copies(one)
        if limits.min_instances < 0:
            yield Problem(f"{where}.min_copies", f"must be at least 0, got {limits.min_instances}")
        if limits.max_instances < max(1, limits.min_instances):
            yield Problem(
                f"{where}.max_copies",
                f"must be at least 1 and min_copies, {limits.min_instances}, "
                f"got {limits.max_instances}",
            )
        for field, value, least in (
            ("memory_mb", one["memory_mb"], _LEAST_MEMORY_MB),
            ("cpu_cores", one.get("cpu_cores", 1), _LEAST_CORES),
            ("accelerators", one.get("accelerators", 1), 1),
            ("invocations_per_minute", limits.invocations_per_minute, 1),
        ):
            if value < least:
                yield Problem(f"{where}.{field}", f"must be at least {least}, got {value}")
        for problem in source_problems(one):
            yield Problem(f"{where}.{problem.field}", problem.reason)
