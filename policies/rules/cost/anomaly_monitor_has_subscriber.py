"""An anomaly in the costs is told to somebody."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    why="AWS finds the forgotten GPU within a day, and nobody reads what it found",
    source="AWS Cost Management User Guide, "
    "Detecting unusual spend with AWS Cost Anomaly Detection",
)
def anomaly_monitor_has_subscriber(monitor: Props, plan: PlanView) -> Iterator[str]:
    """Monitors of cost anomalies have a subscription."""
    subscription = "aws:costexplorer/anomalySubscription:AnomalySubscription"
    if not plan.about(monitor, subscription, key="monitorArnLists", named="arn"):
        yield "declare an AnomalySubscription for it"
