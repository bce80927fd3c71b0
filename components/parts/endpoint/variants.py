"""Further models beside that of an endpoint: variants that share its traffic, or a shadow."""

import re
from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.instance_types import is_instance_type
from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.model_source import ModelSourceSettings, source_problems
from components.settings import team_settings

SHADOW = "shadow"
"""Name of the variant that answers nobody."""

DEFAULT_SAMPLING_PERCENT = 100

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_VARIANTS = 4
"""Two alarms each, with those of the endpoint's own model: the ten that an update may watch (API
reference, `AutoRollbackConfig`)."""


@team_settings
class VariantSettings(ModelSourceSettings):
    """A further model that answers a share of the requests."""

    traffic_percent: int
    """Share of the requests that it answers; the endpoint's own model answers the rest. 0 answers
    only requests that name the variant."""

    instance_type: NotRequired[str]
    """SageMaker instance type. Default: that of the endpoint."""

    min_instances: NotRequired[int]
    """Instances that always run. Default: 1."""

    max_instances: NotRequired[int]
    """Instances that the variant may grow to. Default: min_instances, so that it never scales."""


@team_settings
class ShadowSettings(ModelSourceSettings):
    """A model that gets copies of requests, and whose answers nobody gets."""

    sampling_percent: NotRequired[int]
    """Share of the requests that is copied to it, 1 to 100. Default: 100."""

    instance_type: NotRequired[str]
    """SageMaker instance type. Default: that of the endpoint."""

    instances: NotRequired[int]
    """Instances that always run. Default: 1."""


class VariantsSettings(TypedDict):
    """Which models an endpoint has beside its own."""

    variants: NotRequired[dict[str, VariantSettings]]
    """Models that answer a share of the requests, by name, up to 4. Default: none."""

    shadow: NotRequired[ShadowSettings]
    """A model that is tried on copies of the requests. Default: none."""


def variants_problems(args: VariantsSettings) -> Iterator[Problem]:
    """Yield what is wrong with the further models."""
    variants = args.get("variants", {})
    if len(variants) > _MOST_VARIANTS:
        yield Problem("variants", f"must be at most {_MOST_VARIANTS}, got {len(variants)}")
    shares = sum(variant["traffic_percent"] for variant in variants.values())
    if shares > 100:
        yield Problem("variants", f"must have 100 % of the traffic together at most, got {shares}")
    for name, variant in variants.items():
        where = f"variants.{name}"
        if not _NAME.fullmatch(name) or name in (VARIANT, SHADOW):
            yield Problem(
                where,
                f"must be small letters, digits and hyphens, and not {VARIANT} or {SHADOW}, "
                f"got {name!r}",
            )
        if not 0 <= variant["traffic_percent"] <= 100:
            found = variant["traffic_percent"]
            yield Problem(f"{where}.traffic_percent", f"must be 0 to 100, got {found}")
        least = variant.get("min_instances", 1)
        most = variant.get("max_instances", least)
        if least < 1:
            yield Problem(f"{where}.min_instances", f"must be at least 1, got {least}")
        if most < least:
            yield Problem(
                f"{where}.max_instances", f"must be at least min_instances, {least}, got {most}"
            )
        yield from _further_problems(where, variant, variant.get("instance_type"))
    if "shadow" in args:
        shadow = args["shadow"]
        percent = shadow.get("sampling_percent", DEFAULT_SAMPLING_PERCENT)
        if not 1 <= percent <= 100:
            yield Problem("shadow.sampling_percent", f"must be 1 to 100, got {percent}")
        if shadow.get("instances", 1) < 1:
            yield Problem("shadow.instances", f"must be at least 1, got {shadow.get('instances')}")
        yield from _further_problems(SHADOW, shadow, shadow.get("instance_type"))


def _further_problems(
    where: str, source: ModelSourceSettings, instance_type: str | None
) -> Iterator[Problem]:
    for problem in source_problems(source):
        yield Problem(f"{where}.{problem.field}", problem.reason)
    if instance_type is not None and not is_instance_type(instance_type):
        yield Problem(
            f"{where}.instance_type", f"must look like ml.m5.large, got {instance_type!r}"
        )
