"""Alarms of an inference endpoint: errors and latency, full disks and memory, and idling."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import INSTANCES_NAMESPACE, INVOCATIONS_NAMESPACE, VARIANT

_SERVER_ERROR_SHARE = 0.05
_CLIENT_ERROR_SHARE = 0.5
_FULL_PERCENT = 90
_HOUR = 3600
_FIVE_MINUTES = 300
_MICROSECONDS = 1000
"""In a millisecond; SageMaker counts latency in microseconds."""


@dataclass(frozen=True)
class AlarmLimits:
    """What the alarms of one endpoint depend on."""

    endpoint: str
    latency_milliseconds: int
    idle_hours: int
    topic_arn: pulumi.Input[str]


def endpoint_alarms(
    name: str, settings: AlarmLimits, parent: pulumi.ComponentResource
) -> list[aws.cloudwatch.MetricAlarm]:
    """Declare the alarms; return those that undo a deployment when they go off during it."""
    errors = _alarm(
        *(name, "server-errors", settings, parent),
        description="More than 5 % of requests fail in the model's container",
        metric="Invocation5XXErrors",
        statistic="Average",
        threshold=_SERVER_ERROR_SHARE,
    )
    latency = _alarm(
        *(name, "latency", settings, parent),
        description=(f"One request in ten takes the model over {settings.latency_milliseconds} ms"),
        metric="ModelLatency",
        extended_statistic="p90",
        threshold=settings.latency_milliseconds * _MICROSECONDS,
        periods=3,
    )
    _alarm(
        *(name, "client-errors", settings, parent),
        description="More than half of the requests are refused as wrong",
        metric="Invocation4XXErrors",
        statistic="Average",
        threshold=_CLIENT_ERROR_SHARE,
        periods=3,
    )
    for what in ("Memory", "Disk"):
        _alarm(
            *(name, f"{what.lower()}-full", settings, parent),
            description=f"{what} of an instance is over {_FULL_PERCENT} % full",
            metric=f"{what}Utilization",
            namespace=INSTANCES_NAMESPACE,
            statistic="Maximum",
            threshold=_FULL_PERCENT,
            periods=3,
        )
    if settings.idle_hours:
        _alarm(
            *(name, "idle", settings, parent),
            description=f"No request within {settings.idle_hours} hours, and it costs on",
            metric="Invocations",
            statistic="Sum",
            threshold=1,
            below=True,
            period=_HOUR,
            periods=settings.idle_hours,
        )
    return [errors, latency]


def _alarm(
    name: str,
    role: str,
    settings: AlarmLimits,
    parent: pulumi.ComponentResource,
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
) -> aws.cloudwatch.MetricAlarm:
    return aws.cloudwatch.MetricAlarm(
        f"{name}-{role}",
        alarm_description=f"{settings.endpoint}: {description}",
        namespace=namespace,
        metric_name=metric,
        dimensions={"EndpointName": settings.endpoint, "VariantName": VARIANT},
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
        alarm_actions=[settings.topic_arn],
        opts=pulumi.ResourceOptions(parent=parent),
    )
