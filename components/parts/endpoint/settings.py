"""What a team may choose about an inference endpoint, with its limits."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi

from components.errors import Problem
from components.parts.common.instance_types import is_instance_type
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.endpoint.model_source import ModelSourceSettings, source_problems
from components.parts.endpoint.scaling import ScalingLimits
from components.settings import team_settings
from components.wiring import HasRoles, InNetwork, InStack

DEFAULT_INSTANCE_TYPE = "ml.m5.large"
DEFAULT_MIN_INSTANCES = 1
DEFAULT_MAX_INSTANCES = 2
DEFAULT_INVOCATIONS_PER_MINUTE = 600
DEFAULT_CAPTURE_PERCENT = 100
DEFAULT_LATENCY_MILLISECONDS = 1000
DEFAULT_IDLE_HOURS = 24

_LONGEST_NAME = 48
"""With `-config` and the eight characters that Pulumi adds, this fills SageMaker's 63."""

_MOST_IDLE_HOURS = 168
"""An alarm looks back over a week at most (CloudWatch API reference, `PutMetricAlarm`)."""


@team_settings
class InferenceEndpointSettings(ModelSourceSettings):
    """What a team may choose about an endpoint."""

    instance_type: NotRequired[str]
    """SageMaker instance type. Default: ml.m5.large."""

    min_instances: NotRequired[int]
    """Instances that always run; with 2 or more they stand in different zones. Default: 1."""

    max_instances: NotRequired[int]
    """Instances that the endpoint may grow to; equal to min_instances, it never scales.
    Default: 2, or min_instances if that is more."""

    invocations_per_minute: NotRequired[int]
    """Requests a minute that one instance is to serve before another is added. Default: 600."""

    data_capture_percent: NotRequired[int]
    """Share of requests and answers kept in the artifacts zone; 0 keeps none. Default: 100."""

    network_isolated: NotRequired[bool]
    """Whether the container can reach no network at all; SageMaker still brings it the model.
    Default: True."""

    latency_milliseconds: NotRequired[int]
    """Model latency that one request in ten may exceed before an alarm. Default: 1000."""

    idle_hours: NotRequired[int]
    """Hours without a request before an alarm, at most 168; 0 sets none. Default: 24."""

    log_retention_days: NotRequired[int]
    """Days that the container's logs are kept. Default: 90."""


class InferenceEndpointArgs(InferenceEndpointSettings, InStack, HasRoles, InNetwork):
    """Inputs of `InferenceEndpoint`."""

    endpoint: str
    """Name of the endpoint within the stack: `churn`."""

    topic_arn: pulumi.Input[str]
    """Topic that alarms go to."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone: versions of the registry are read from it, and captured data
    is written to it."""


def endpoint_problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    yield from source_problems(args)
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    if not is_instance_type(instance_type):
        yield Problem("instance_type", f"must look like ml.m5.large, got {instance_type!r}")
    limits = scaling_limits(args)
    if limits.min_instances < 1:
        yield Problem("min_instances", f"must be at least 1, got {limits.min_instances}")
    if limits.max_instances < limits.min_instances:
        yield Problem(
            "max_instances",
            f"must be at least min_instances, {limits.min_instances}, got {limits.max_instances}",
        )
    if limits.invocations_per_minute < 1:
        found = limits.invocations_per_minute
        yield Problem("invocations_per_minute", f"must be at least 1, got {found}")
    percent = args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT)
    if not 0 <= percent <= 100:
        yield Problem("data_capture_percent", f"must be 0 to 100, got {percent}")
    latency = args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS)
    if latency < 1:
        yield Problem("latency_milliseconds", f"must be at least 1, got {latency}")
    idle = args.get("idle_hours", DEFAULT_IDLE_HOURS)
    if not 0 <= idle <= _MOST_IDLE_HOURS:
        yield Problem("idle_hours", f"must be 0 to {_MOST_IDLE_HOURS}, got {idle}")
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )


def name_problems(name: str, endpoint: str) -> Iterator[Problem]:
    """Yield a problem when the names that derive from `name` are too long for SageMaker."""
    if len(name) > _LONGEST_NAME:
        room = _LONGEST_NAME - (len(name) - len(endpoint))
        yield Problem("name", f"must be at most {room} characters in this stack, got {endpoint!r}")


def scaling_limits(args: InferenceEndpointSettings) -> ScalingLimits:
    """Limits of the number of instances, defaults filled in."""
    least = args.get("min_instances", DEFAULT_MIN_INSTANCES)
    return ScalingLimits(
        min_instances=least,
        max_instances=args.get("max_instances", max(DEFAULT_MAX_INSTANCES, least)),
        invocations_per_minute=args.get("invocations_per_minute", DEFAULT_INVOCATIONS_PER_MINUTE),
    )
