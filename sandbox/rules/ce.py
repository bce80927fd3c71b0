"""Rules of Cost Explorer's anomaly monitors and subscriptions."""

from sandbox.rules import Params, rule

_SUBSCRIBE = ("ce", "CreateAnomalySubscription")


@rule("ce", "CreateAnomalyMonitor", at="AnomalyMonitor.MonitorType", code="ValidationException")
def what_is_watched(params: Params) -> str | None:
    """CreateAnomalyMonitor, `MonitorType`: by a dimension, or by a specification."""
    monitor = params["AnomalyMonitor"]
    if monitor["MonitorType"] == "DIMENSIONAL" and "MonitorDimension" not in monitor:
        return "MonitorDimension is required for monitors of type DIMENSIONAL."
    if monitor["MonitorType"] == "CUSTOM" and "MonitorSpecification" not in monitor:
        return "MonitorSpecification is required for monitors of type CUSTOM."
    return None


@rule(*_SUBSCRIBE, at="AnomalySubscription.ThresholdExpression", code="ValidationException")
def one_threshold(params: Params) -> str | None:
    """CreateAnomalySubscription, `Threshold`: it or an expression."""
    given = [n for n in ("Threshold", "ThresholdExpression") if n in params["AnomalySubscription"]]
    if len(given) == 2:
        return "You can specify either Threshold or ThresholdExpression, but not both."
    return None if given else "One of Threshold or ThresholdExpression is required."


@rule(*_SUBSCRIBE, at="AnomalySubscription.Frequency", code="ValidationException")
def way_of_telling(params: Params) -> str | None:
    """CreateAnomalySubscription, `Frequency`: by email each day or week, at once by SNS."""
    subscription = params["AnomalySubscription"]
    at_once = subscription["Frequency"] == "IMMEDIATE"
    for subscriber in subscription["Subscribers"]:
        if "Type" in subscriber and (subscriber["Type"] == "SNS") != at_once:
            kind = "SNS" if at_once else "EMAIL"
            return (
                f"Subscribers of a {subscription['Frequency']} subscription must be of type {kind}."
            )
    return None
