"""moto keeps the subscribers of a budget's notifications and has no operation to see them."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@before_call("budgets", "UpdateBudget")
def update_budget(context: Context) -> Mapping[str, Any]:
    """Replace a budget's description; its notifications stay."""
    new = context.params["NewBudget"]
    budget = _budget(context, new["BudgetName"])
    kept = {"TimePeriod": budget.budget["TimePeriod"]}
    budget.budget = {**kept, **new, "LastUpdatedTime": budget.budget["LastUpdatedTime"]}
    return {}


@before_call("budgets", "CreateNotification")
def refuse_a_second_notification(context: Context) -> None:
    """AWS refuses the same notification twice."""
    budget = _budget(context)
    if any(n.details == context.params["Notification"] for n in budget.notifications):
        raise AwsError("DuplicateRecordException", "the notification already exists.")


@before_call("budgets", "UpdateNotification")
def update_notification(context: Context) -> Mapping[str, Any]:
    """Change a notification, which has no name but its own content."""
    _notification(context, "OldNotification").details = context.params["NewNotification"]
    return {}


@before_call("budgets", "DescribeSubscribersForNotification")
def subscribers(context: Context) -> Mapping[str, Any]:
    """List who is told."""
    return {"Subscribers": list(_notification(context).subscribers)}


@before_call("budgets", "CreateSubscriber")
def create_subscriber(context: Context) -> Mapping[str, Any]:
    """Tell one more."""
    told, subscriber = _notification(context).subscribers, context.params["Subscriber"]
    if subscriber in told:
        raise AwsError("DuplicateRecordException", "the subscriber already exists.")
    told.append(subscriber)
    return {}


@before_call("budgets", "DeleteSubscriber")
def delete_subscriber(context: Context) -> Mapping[str, Any]:
    """Tell one less; without anybody to tell, AWS deletes the notification."""
    notification = _notification(context)
    if context.params["Subscriber"] not in notification.subscribers:
        raise AwsError("NotFoundException", "the subscriber doesn't exist.")
    notification.subscribers.remove(context.params["Subscriber"])
    if not notification.subscribers:
        _budget(context).notifications.remove(notification)
    return {}


@before_call("budgets", "UpdateSubscriber")
def update_subscriber(context: Context) -> Mapping[str, Any]:
    """Tell another one instead."""
    told, old = _notification(context).subscribers, context.params["OldSubscriber"]
    if old not in told:
        raise AwsError("NotFoundException", "the subscriber doesn't exist.")
    told[told.index(old)] = context.params["NewSubscriber"]
    return {}


@after_call("budgets", "DescribeNotificationsForBudget")
def state(_context: Context, result: dict[str, Any]) -> None:
    """AWS says of each notification whether it is raised."""
    for notification in result.get("Notifications", []):
        notification.setdefault("ThresholdType", "PERCENTAGE")
        notification.setdefault("NotificationState", "OK")


@before_call("budgets", "DescribeNotificationsForBudget")
def known_budget(context: Context) -> None:
    """Moto crashes for a budget that does not exist."""
    _budget(context)


def _budget(context: Context, name: str | None = None) -> Any:
    name = name or context.params["BudgetName"]
    found = context.backend().budgets[context.params["AccountId"]].get(name)
    if found is None:
        raise AwsError(
            "NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist."
        )
    return found


def _notification(context: Context, member: str = "Notification") -> Any:
    for notification in _budget(context).notifications:
        if notification.details == context.params[member]:
            return notification
    raise AwsError("NotFoundException", "the notification doesn't exist.")
