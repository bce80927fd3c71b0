"""Alarms of a model monitor: violations that last, and a monitor that is blind."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.drift.scope import NAMESPACE

_HOUR = 3600
_BLIND_WINDOWS = 2

_MEANINGS = {
    "data_quality": "what the model is asked about differs from its baseline",
    "model_quality": "the model is worse than it was",
    "explainability": "other features than before move the predictions",
    "bias": "predictions are less often positive for one group than for others",
}


@dataclass(frozen=True, kw_only=True)
class AlarmWindows:
    """What the alarms of one monitor depend on."""

    source: str
    window_hours: int
    violations: int
    windows: int
    topic_arn: pulumi.Input[str]


def violation_alarm(
    name: str, monitor: str, settings: AlarmWindows, parent: pulumi.ComponentResource
) -> aws.cloudwatch.MetricAlarm:
    """Alarm when enough of the last windows were in violation.

    A window that was not judged leaves no data, and is passed over. An event that comes twice
    counts once, for it is the maximum that is compared.
    """
    return aws.cloudwatch.MetricAlarm(
        name,
        alarm_description=f"{settings.source}: {_MEANINGS[monitor]}; the reports say in what",
        namespace=NAMESPACE,
        metric_name="Violations",
        dimensions={"Source": settings.source, "Monitor": monitor},
        statistic="Maximum",
        period=settings.window_hours * _HOUR,
        evaluation_periods=settings.windows,
        datapoints_to_alarm=settings.violations,
        threshold=0,
        comparison_operator="GreaterThanThreshold",
        treat_missing_data="missing",
        alarm_actions=[settings.topic_arn],
        opts=pulumi.ResourceOptions(parent=parent),
    )


def blind_alarm(
    name: str, settings: AlarmWindows, parent: pulumi.ComponentResource
) -> pulumi.Output[str]:
    """Alarm when nothing was analysed: no baseline, failed jobs, or no job at all; its name."""
    return aws.cloudwatch.MetricAlarm(
        name,
        alarm_description=(
            f"{settings.source}: nobody watches the model; there is no baseline, or analyses fail"
        ),
        namespace=NAMESPACE,
        metric_name="Runs",
        dimensions={"Source": settings.source},
        statistic="Maximum",
        period=settings.window_hours * _HOUR,
        evaluation_periods=_BLIND_WINDOWS,
        threshold=1,
        comparison_operator="LessThanThreshold",
        treat_missing_data="breaching",
        alarm_actions=[settings.topic_arn],
        opts=pulumi.ResourceOptions(parent=parent),
    ).name
