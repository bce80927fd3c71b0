"""What a team may choose about an inference endpoint, with its limits."""

from collections.abc import Iterator
from typing import NotRequired, cast

import pulumi

from components.errors import Problem
from components.parts.common.instance_types import (
    has_local_disk,
    is_general_purpose,
    is_instance_type,
)
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.endpoint.model_source import ModelSourceSettings, source_problems
from components.parts.endpoint.modes import Mode, ModeSettings, mode_of, mode_problems
from components.parts.endpoint.rollout import (
    Fleet,
    RolloutSettings,
    RolloutStrategy,
    rollout_of,
    rollout_problems,
)
from components.parts.endpoint.scaling import ScalingLimits
from components.parts.endpoint.schedules import ScheduleSettings, schedule_problems
from components.parts.endpoint.variants import SHADOW, VariantsSettings, variants_problems
from components.settings import team_settings
from components.wiring import HasRoles, InNetwork, InStack, ServesVersions

DEFAULT_INSTANCE_TYPE = "ml.m5.large"
DEFAULT_MAX_INSTANCES = 2
DEFAULT_INVOCATIONS_PER_MINUTE = 600
DEFAULT_CAPTURE_PERCENT = 100
DEFAULT_LATENCY_MILLISECONDS = 1000
DEFAULT_IDLE_HOURS = 24

_LONGEST_NAME = 48
"""With `-config` and the eight characters that Pulumi adds, this fills SageMaker's 63."""

_UNWATCHED = {
    "serverless": "SageMaker captures on instances alone",
    "asynchronous": "its requests are not captured",
    "multi_model": "a baseline is of one model",
    "inference_components": "a baseline is of one model",
}
"""Ways to serve of which no requests of one model are captured, and why."""

_MOST_IDLE_HOURS = 168
"""An alarm looks back over a week at most (CloudWatch API reference, `PutMetricAlarm`)."""


@team_settings
class InferenceEndpointSettings(ModelSourceSettings, ModeSettings, VariantsSettings):
    """What a team may choose about an endpoint."""

    instance_type: NotRequired[str]
    """SageMaker instance type. Default: ml.m5.large."""

    min_instances: NotRequired[int]
    """Instances that always run; with 2 or more they stand in different zones. Default: 1, or 0
    with asynchronous; 0 is possible with inference_components, too."""

    max_instances: NotRequired[int]
    """Instances that the endpoint may grow to; equal to min_instances, it never scales.
    Default: 2, or min_instances if that is more."""

    invocations_per_minute: NotRequired[int]
    """Requests a minute that one instance is to serve before another is added. Default: 600."""

    schedules: NotRequired[dict[str, ScheduleSettings]]
    """Changes of min_instances and max_instances at set times, by name. Default: none."""

    rollout: NotRequired[RolloutSettings]
    """How the endpoint changes to a new model. Default: all at once, undone by alarms."""

    data_capture_percent: NotRequired[int]
    """Share of requests and answers kept in the artifacts zone; 0 keeps none. Default: 100; none
    with serverless and asynchronous."""

    network_isolated: NotRequired[bool]
    """Whether the container can reach no network at all; SageMaker still brings it the model.
    Default: True; serverless cannot."""

    latency_milliseconds: NotRequired[int]
    """Model latency that one request in ten may exceed before an alarm. Default: 1000; no alarm
    with asynchronous."""

    idle_hours: NotRequired[int]
    """Hours without a request before an alarm, at most 168; 0 sets none. Default: 24; none where
    idling costs nothing."""

    log_retention_days: NotRequired[int]
    """Days that the container's logs are kept. Default: 90."""


class InferenceEndpointArgs(
    InferenceEndpointSettings, InStack, HasRoles, InNetwork, ServesVersions
):
    """Inputs of `InferenceEndpoint`."""

    endpoint: str
    """Name of the endpoint within the stack: `churn`."""

    topic_arn: pulumi.Input[str]
    """Topic that alarms go to."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone: versions of the registry are read from it, and captured data
    and answers of an asynchronous endpoint are written to it."""

    followed: NotRequired[bool]
    """Whether something else decides which version the endpoint serves, by way of `serving`; the
    settings' own model is then only the first, and `inference_image_repository_arns` count.
    Default: False."""

    default_rollout: NotRequired[RolloutSettings]
    """How endpoints of the stack change to a new model, where they can and the team says nothing
    else. Default: all at once."""


def endpoint_problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    if "inference_components" not in args:
        yield from source_problems(args)
    yield from mode_problems(args)
    yield from variants_problems(args)
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    if not is_instance_type(instance_type):
        yield Problem("instance_type", f"must look like ml.m5.large, got {instance_type!r}")
    yield from _disk_problems(args, instance_type)
    yield from _accelerator_problems(args, instance_type)
    yield from _scaling_problems(args)
    percent = args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT)
    if not 0 <= percent <= 100:
        yield Problem("data_capture_percent", f"must be 0 to 100, got {percent}")
    latency = args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS)
    if latency < 1:
        yield Problem("latency_milliseconds", f"must be at least 1, got {latency}")
    idle = args.get("idle_hours", DEFAULT_IDLE_HOURS)
    if not 0 <= idle <= _MOST_IDLE_HOURS:
        yield Problem("idle_hours", f"must be 0 to {_MOST_IDLE_HOURS}, got {idle}")
    yield from rollout_problems(*endpoint_rollout(args), fleet_of(args))
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )


def _accelerator_problems(args: InferenceEndpointSettings, name: str) -> Iterator[Problem]:
    """Yield components that ask for accelerators where a machine has none."""
    for component, one in args.get("inference_components", {}).items():
        asked = one.get("accelerators", 0)
        if asked > 0 and is_general_purpose(name):
            yield Problem(
                f"inference_components.{component}.accelerators",
                f"must be left out on {name}, which has none, got {asked}",
            )


def _disk_problems(args: InferenceEndpointSettings, usual: str) -> Iterator[Problem]:
    """Yield variants on other disks: the key of a configuration is for the volumes of all."""
    further = {f"variants.{name}": one for name, one in args.get("variants", {}).items()}
    for where, one in {**further, **({SHADOW: args["shadow"]} if "shadow" in args else {})}.items():
        name = one.get("instance_type", usual)
        if has_local_disk(name) != has_local_disk(usual):
            kind = "local disks" if has_local_disk(usual) else "no local disks"
            yield Problem(
                f"{where}.instance_type",
                f"must have {kind}, like {usual}: one key is for the volumes of all, got {name!r}",
            )


def _scaling_problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
    limits = scaling_limits(args)
    asynchronous = mode_of(args) == Mode.ASYNCHRONOUS
    fewest = 0 if asynchronous or "inference_components" in args else 1
    if limits.min_instances < fewest:
        yield Problem("min_instances", f"must be at least {fewest}, got {limits.min_instances}")
    if limits.max_instances < limits.min_instances:
        yield Problem(
            "max_instances",
            f"must be at least min_instances, {limits.min_instances}, got {limits.max_instances}",
        )
    elif limits.max_instances < 1:
        yield Problem("max_instances", f"must be at least 1, got {limits.max_instances}")
    if limits.invocations_per_minute < 1:
        found = limits.invocations_per_minute
        yield Problem("invocations_per_minute", f"must be at least 1, got {found}")
    what = "an asynchronous endpoint" if asynchronous else "an endpoint that answers at once"
    yield from schedule_problems(args.get("schedules", {}), fewest=fewest, what=what)


def name_problems(name: str, args: InferenceEndpointArgs) -> Iterator[Problem]:
    """Yield a problem when the names that derive from `name` are too long for SageMaker."""
    endpoint = args["endpoint"]
    further = [
        *args.get("variants", {}),
        *([SHADOW] if "shadow" in args else []),
        *args.get("inference_components", {}),
    ]
    # `-model` is as long as `-config` less one.
    longest = max([0, *(len(variant) for variant in further)])
    if len(name) + longest > _LONGEST_NAME:
        room = _LONGEST_NAME - longest - (len(name) - len(endpoint))
        beside = f" together with a variant of {longest}" if longest else ""
        yield Problem(
            "name", f"must be at most {room} characters{beside} in this stack, got {endpoint!r}"
        )


def watching_problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
    """Yield what an endpoint cannot have that is monitored: requests of one model are captured."""
    for field, reason in _UNWATCHED.items():
        if field in args:
            yield Problem(field, f"must be left out of an endpoint that is monitored: {reason}")
    if args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT) == 0:
        yield Problem("data_capture_percent", "must be above 0 for an endpoint that is monitored")


def following_problems(args: InferenceEndpointArgs) -> Iterator[Problem]:
    """Yield what an endpoint cannot have whose model is decided elsewhere."""
    if args.get("followed", False):
        for field in ("variants", "shadow", "multi_model", "inference_components"):
            if field in args:
                yield Problem(
                    field, "must be left out of an endpoint that follows a group: it has one model"
                )


def scaling_limits(args: InferenceEndpointSettings) -> ScalingLimits:
    """Limits of the number of instances, defaults filled in."""
    least = args.get("min_instances", 0 if mode_of(args) == Mode.ASYNCHRONOUS else 1)
    return ScalingLimits(
        min_instances=least,
        max_instances=args.get("max_instances", max(DEFAULT_MAX_INSTANCES, least)),
        invocations_per_minute=args.get("invocations_per_minute", DEFAULT_INVOCATIONS_PER_MINUTE),
    )


def endpoint_rollout(args: InferenceEndpointSettings) -> tuple[RolloutStrategy, RolloutSettings]:
    """How the endpoint changes, the platform's default below what the team says."""
    # A blueprint gives it, not a team; before anything is wired it is not there.
    default = cast("RolloutSettings", {**args}.get("default_rollout", {}))
    return rollout_of(args.get("rollout", {}), default, fleet_of(args))


def fleet_of(args: InferenceEndpointSettings) -> Fleet:
    """What decides how the endpoint can change."""
    variants = args.get("variants", {}).values()
    shadow = [args["shadow"]] if "shadow" in args else []
    usual = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    return Fleet(
        serverless=mode_of(args) == Mode.SERVERLESS,
        shared=mode_of(args) == Mode.INFERENCE_COMPONENTS,
        variants=1 + len(variants) + len(shadow),
        fewest_instances=min(
            [
                scaling_limits(args).min_instances,
                *(variant.get("min_instances", 1) for variant in variants),
                *(one.get("instances", 1) for one in shadow),
            ]
        ),
        instance_types=(
            usual,
            *(further.get("instance_type", usual) for further in (*variants, *shadow)),
        ),
    )
