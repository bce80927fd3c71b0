"""Alerts of AWS Cost Anomaly Detection, as far as an account may have them."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.errors import Problem
from components.settings import team_settings

DEFAULT_ANOMALY_THRESHOLD_USD = 100


@team_settings
class CostAnomalySettings(TypedDict):
    """What a team may choose about anomaly alerts."""

    monitor_arn: NotRequired[str]
    """ARN of the account's existing anomaly monitor to adopt. Default: one is created, which AWS
    refuses in an account that already has one."""

    threshold_usd: NotRequired[int]
    """US dollars by which spend must exceed what was expected. Default: 100."""


def watch_for_anomalies(
    name: str,
    settings: CostAnomalySettings,
    prefix: str,
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> None:
    """Report anomalies to the topic as soon as they are found."""
    child = pulumi.ResourceOptions(parent=parent)
    monitor_arn: pulumi.Input[str] | None = settings.get("monitor_arn")
    if monitor_arn is None:
        # Of all monitors, a member account may only create this one, and only one of it.
        monitor_arn = aws.costexplorer.AnomalyMonitor(
            f"{name}-anomaly-monitor",
            name=f"{prefix}-services",
            monitor_type="DIMENSIONAL",
            monitor_dimension="SERVICE",
            opts=child,
        ).arn
    threshold = settings.get("threshold_usd", DEFAULT_ANOMALY_THRESHOLD_USD)
    aws.costexplorer.AnomalySubscription(
        f"{name}-anomaly-alert",
        name=f"{prefix}-anomalies",
        # A topic can only be told at once; daily and weekly summaries go by e-mail.
        frequency="IMMEDIATE",
        monitor_arn_lists=[monitor_arn],
        subscribers=[
            aws.costexplorer.AnomalySubscriptionSubscriberArgs(type="SNS", address=topic_arn)
        ],
        threshold_expression=aws.costexplorer.AnomalySubscriptionThresholdExpressionArgs(
            dimension=aws.costexplorer.AnomalySubscriptionThresholdExpressionDimensionArgs(
                key="ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                match_options=["GREATER_THAN_OR_EQUAL"],
                values=[str(threshold)],
            )
        ),
        opts=child,
    )


def anomaly_problems(settings: CostAnomalySettings) -> Iterator[Problem]:
    """Yield what is wrong with `settings`."""
    threshold = settings.get("threshold_usd", DEFAULT_ANOMALY_THRESHOLD_USD)
    if threshold < 1:
        yield Problem("anomaly.threshold_usd", f"must be at least 1 dollar, got {threshold}")
    monitor = settings.get("monitor_arn")
    if monitor is not None and ":anomalymonitor/" not in monitor:
        yield Problem(
            "anomaly.monitor_arn", f"must be the ARN of an anomaly monitor, got {monitor!r}"
        )
