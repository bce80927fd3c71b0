"""Rules of Cost Explorer's anomaly monitors and subscriptions."""

from sandbox.rules import Params, rule

_SUBSCRIBE = ("ce", "CreateAnomalySubscription")


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
