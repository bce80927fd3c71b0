"""Rules of budgets (CreateBudget)."""

from sandbox.rules import Params, rule

_INVALID = "InvalidParameterException"


@rule("budgets", "CreateBudget", at="NotificationsWithSubscribers", code=_INVALID)
def whom_a_budget_tells(params: Params) -> str | None:
    """Budgets quotas: of each notification one topic and ten addresses, and at least one."""
    for entry in params.get("NotificationsWithSubscribers") or []:
        kinds = [subscriber["SubscriptionType"] for subscriber in entry["Subscribers"]]
        if not kinds:
            return "A notification must have at least one subscriber."
        if kinds.count("SNS") > 1 or kinds.count("EMAIL") > 10:
            return "A notification can have at most one SNS and ten EMAIL subscribers."
    return None
