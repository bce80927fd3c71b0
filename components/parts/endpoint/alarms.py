"""Alarms of an inference endpoint: errors and latency, full disks and memory, and idling."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import INSTANCES_NAMESPACE, INVOCATIONS_NAMESPACE, VARIANT
from components.parts.endpoint.modes import DEFAULT_BACKLOG_MINUTES, Mode, mode_of
from components.parts.endpoint.settings import (
    DEFAULT_IDLE_HOURS,
    DEFAULT_LATENCY_MILLISECONDS,
    InferenceEndpointArgs,
    InferenceEndpointSettings,
    scaling_limits,
)

_SERVER_ERROR_SHARE = 0.05
_CLIENT_ERROR_SHARE = 0.5
_FULL_PERCENT = 90
_HOUR = 3600
_MINUTE = 60
_FIVE_MINUTES = 300
_MICROSECONDS = 1000
"""In a millisecond; SageMaker counts latency in microseconds."""

AlarmNames = dict[str, pulumi.Output[str]]
"""Names of alarms, by what they watch."""


@dataclass(frozen=True)
class _Watched:
    """What the alarms of one variant, or of one inference component, have in common."""

    name: str
    what: str
    dimensions: Mapping[str, str]
    topic_arn: pulumi.Input[str]
    parent: pulumi.ComponentResource


def endpoint_alarms(
    name: str, args: InferenceEndpointArgs, parent: pulumi.ComponentResource
) -> tuple[AlarmNames, AlarmNames]:
    """Declare the alarms; return those that undo a deployment, and the others."""
    endpoint = f"{args['prefix']}-{args['endpoint']}"
    own = _Watched(name, endpoint, _of_variant(endpoint, VARIANT), args["topic_arn"], parent)
    undoing = _alarms_that_undo(own, args)
    others = {
        "client-errors": _alarm(
            own,
            "client-errors",
            description="More than half of the requests are refused as wrong",
            metric="Invocation4XXErrors",
            statistic="Average",
            threshold=_CLIENT_ERROR_SHARE,
            periods=3,
        )
    }
    on_instances = mode_of(args) != Mode.SERVERLESS
    for what in ("Memory", *(["Disk"] if on_instances else [])):
        others[f"{what.lower()}-full"] = _alarm(
            own,
            f"{what.lower()}-full",
            description=f"{what} of an instance is over {_FULL_PERCENT} % full",
            metric=f"{what}Utilization",
            namespace=INSTANCES_NAMESPACE,
            statistic="Maximum",
            threshold=_FULL_PERCENT,
            periods=3,
        )
    others |= _idle_alarm(own, args)
    if "asynchronous" in args:
        minutes = args["asynchronous"].get("backlog_minutes", DEFAULT_BACKLOG_MINUTES)
        others["backlog"] = _alarm(
            own,
            "backlog",
            description=f"A request has waited for over {minutes} minutes",
            metric="ApproximateAgeOfOldestRequest",
            statistic="Maximum",
            threshold=minutes * _MINUTE,
            of_variant=False,
        )
    for variant in args.get("variants", {}):
        further = replace(own, name=f"{name}-{variant}", dimensions=_of_variant(endpoint, variant))
        undoing |= of_one(variant, _alarms_that_undo(further, args))
    return undoing, others


def component_alarms(
    name: str, args: InferenceEndpointArgs, parent: pulumi.ComponentResource
) -> Mapping[str, AlarmNames]:
    """Declare the alarms of each inference component; they undo a change of it."""
    found: dict[str, AlarmNames] = {}
    for component in args.get("inference_components", {}):
        what = f"{args['prefix']}-{args['endpoint']}-{component}"
        dimensions = {"InferenceComponentName": what}
        watched = _Watched(f"{name}-{component}", what, dimensions, args["topic_arn"], parent)
        found[component] = _alarms_that_undo(watched, args)
    return found


def of_one(what: str, alarms: AlarmNames) -> AlarmNames:
    """Return the same alarms, as those of one variant or component."""
    return {f"{what}-{role}": alarm for role, alarm in alarms.items()}


def _of_variant(endpoint: str, variant: str) -> Mapping[str, str]:
    return {"EndpointName": endpoint, "VariantName": variant}


def _alarms_that_undo(watched: _Watched, args: InferenceEndpointArgs) -> AlarmNames:
    found = {
        "server-errors": _alarm(
            watched,
            "server-errors",
            description="More than 5 % of requests fail in the model's container",
            metric="Invocation5XXErrors",
            statistic="Average",
            threshold=_SERVER_ERROR_SHARE,
        )
    }
    # What may take an hour is slow by no common measure.
    if "asynchronous" not in args or "latency_milliseconds" in args:
        latency = args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS)
        found["latency"] = _alarm(
            watched,
            "latency",
            description=f"One request in ten takes the model over {latency} ms",
            metric="ModelLatency",
            extended_statistic="p90",
            threshold=latency * _MICROSECONDS,
            periods=3,
        )
    return found


def _idle_alarm(watched: _Watched, args: InferenceEndpointSettings) -> AlarmNames:
    """Tell when nobody asks what costs by the hour."""
    hours = args.get("idle_hours", DEFAULT_IDLE_HOURS)
    mode = mode_of(args)
    warm = "provisioned_concurrency" in args.get("serverless", {})
    if not hours or (mode == Mode.SERVERLESS and not warm):
        return {}
    if mode != Mode.SERVERLESS and scaling_limits(args).min_instances == 0:
        return {}
    # An asynchronous endpoint counts no invocations (SageMaker guide, "Monitor an asynchronous
    # endpoint"), but how long each request waited.
    counted: dict[str, Any] = (
        {"metric": "TimeInBacklog", "statistic": "SampleCount"}
        if mode == Mode.ASYNCHRONOUS
        else {"metric": "Invocations", "statistic": "Sum"}
    )
    alarm = _alarm(
        watched,
        "idle",
        description=f"No request within {hours} hours, and it costs on",
        threshold=1,
        below=True,
        period=_HOUR,
        periods=hours,
        **counted,
    )
    return {"idle": alarm}


def _alarm(
    watched: _Watched,
    role: str,
    *,
    description: str,
    metric: str,
    threshold: float,
    namespace: str = INVOCATIONS_NAMESPACE,
    statistic: str | None = None,
    extended_statistic: str | None = None,
    below: bool = False,
    period: int = _FIVE_MINUTES,
    periods: int = 1,
    of_variant: bool = True,
) -> pulumi.Output[str]:
    dimensions = {
        name: value
        for name, value in watched.dimensions.items()
        if of_variant or name != "VariantName"
    }
    return aws.cloudwatch.MetricAlarm(
        f"{watched.name}-{role}",
        alarm_description=f"{watched.what}: {description}",
        namespace=namespace,
        metric_name=metric,
        dimensions=dimensions,
        statistic=statistic,
        extended_statistic=extended_statistic,
        # A percentile of a handful of requests says nothing.
        evaluate_low_sample_count_percentiles="ignore" if extended_statistic else None,
        period=period,
        evaluation_periods=periods,
        threshold=threshold,
        comparison_operator="LessThanThreshold" if below else "GreaterThanThreshold",
        # No request leaves no data: fine for errors and latency, the very point for idling.
        treat_missing_data="breaching" if below else "notBreaching",
        alarm_actions=[watched.topic_arn],
        opts=pulumi.ResourceOptions(parent=watched.parent),
    ).name
