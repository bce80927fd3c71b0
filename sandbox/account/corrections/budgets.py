"""Corrections of Budgets: moto keeps a budget's notifications, and can change nothing of them."""

from collections.abc import Mapping
from typing import Any

from moto.budgets.models import Budget

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.account.errors import AwsError

_MEMBERS = {
    "CreateSubscriber": ("", "Subscriber"),
    "UpdateSubscriber": ("OldSubscriber", "NewSubscriber"),
    "DeleteSubscriber": ("Subscriber", ""),
}
"""Members that say whom an operation takes away, and whom it adds."""


@before_call("budgets", "UpdateBudget")
def update_budget(context: Context) -> Mapping[str, Any]:
    """Moto has no UpdateBudget, which replaces the description and keeps the notifications."""
    new = context.params["NewBudget"]
    budget = _budget(context, new["BudgetName"])
    kept = {"TimePeriod": budget.budget["TimePeriod"]}
    budget.budget = {**kept, **new, "LastUpdatedTime": budget.budget["LastUpdatedTime"]}
    return {}


@around(Budget, "__init__")
def limit_that_adjusts_itself(moto: Any, self: Any, budget: Any, *args: Any, **named: Any) -> None:
    """Moto does not know of budgets without a limit of their own."""
    limited = {"BudgetLimit": {"Amount": "0", "Unit": "USD"}} if "AutoAdjustData" in budget else {}
    moto(self, {**limited, **budget}, *args, **named)


@before_call("budgets", "CreateNotification")
def refuse_a_second_notification(context: Context) -> None:
    """Moto takes the same notification twice."""
    if any(n.details == context.params["Notification"] for n in _budget(context).notifications):
        raise AwsError("DuplicateRecordException", "the notification already exists.")


@before_call("budgets", "UpdateNotification")
def update_notification(context: Context) -> Mapping[str, Any]:
    """Moto cannot change a notification, which has no name but its own content."""
    _notification(context, "OldNotification").details = context.params["NewNotification"]
    return {}


@before_call("budgets", "DescribeSubscribersForNotification")
def subscribers(context: Context) -> Mapping[str, Any]:
    """Moto does not list who is told."""
    return {"Subscribers": list(_notification(context).subscribers)}


@before_call("budgets", "CreateSubscriber", "UpdateSubscriber", "DeleteSubscriber")
def change_subscribers(context: Context) -> Mapping[str, Any]:
    """Moto cannot change who is told; without anybody, AWS deletes the notification."""
    notification = _notification(context)
    gone, new = map(context.params.get, _MEMBERS[context.call.name])
    if gone and gone not in notification.subscribers:
        raise AwsError("NotFoundException", "the subscriber doesn't exist.")
    told = [subscriber for subscriber in notification.subscribers if subscriber != gone]
    if new in told:
        raise AwsError("DuplicateRecordException", "the subscriber already exists.")
    notification.subscribers = [*told, new] if new else told
    if not notification.subscribers:
        _budget(context).notifications.remove(notification)
    return {}


@before_call("budgets", "DescribeNotificationsForBudget")
def known_budget(context: Context) -> None:
    """Moto crashes for a budget that does not exist."""
    _budget(context)


@after_call("budgets", "DescribeNotificationsForBudget")
def state(_context: Context, result: dict[str, Any]) -> None:
    """Moto does not say of a notification whether it is raised."""
    for notification in result.get("Notifications", []):
        notification.setdefault("ThresholdType", "PERCENTAGE")
        notification.setdefault("NotificationState", "OK")


def _budget(context: Context, name: str | None = None) -> Any:
    name = name or context.params["BudgetName"]
    found = context.backend().budgets[context.params["AccountId"]].get(name)
    if found is None:
        text = f"Unable to get budget: {name} - the budget doesn't exist."
        raise AwsError("NotFoundException", text)
    return found


def _notification(context: Context, member: str = "Notification") -> Any:
    for notification in _budget(context).notifications:
        if notification.details == context.params[member]:
            return notification
    raise AwsError("NotFoundException", "the notification doesn't exist.")
