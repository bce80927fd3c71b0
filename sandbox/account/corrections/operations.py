"""Corrections of Budgets, CloudWatch and its logs, and Cost Explorer."""

import datetime
import inspect
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.account.errors import AwsError, not_found

_TOLD = {
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


@around("budgets", "moto.budgets.models.Budget.__init__")
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
    gone, new = map(context.params.get, _TOLD[context.call.name])
    if gone and gone not in notification.subscribers:
        raise AwsError("NotFoundException", "the subscriber doesn't exist.")
    told = [subscriber for subscriber in notification.subscribers if subscriber != gone]
    if new in told:
        raise AwsError("DuplicateRecordException", "the subscriber already exists.")
    notification.subscribers = [*told, new] if new else told
    if not notification.subscribers:
        _budget(context).notifications.remove(notification)
    return {}


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


@before_call("ce", "UpdateCostAllocationTagsStatus")
def update(context: Context) -> Mapping[str, Any]:
    """Moto has no cost allocation tags; AWS has one entry for each key, Active or Inactive."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for entry in context.params["CostAllocationTagsStatus"]:
        tag = {**entry, "Type": "UserDefined", "LastUpdatedDate": now}
        context.kept("tags")[entry["TagKey"]] = tag
    return {"Errors": []}


@before_call("ce", "ListCostAllocationTags")
def list_(context: Context) -> Mapping[str, Any]:
    """List them, filtered as asked."""
    tags, asked = context.kept("tags"), context.params
    shown = [
        tag
        for key, tag in tags.items()
        if key in asked.get("TagKeys", tags)
        and all(asked.get(member, tag[member]) == tag[member] for member in ("Status", "Type"))
    ]
    return {"CostAllocationTags": shown}


_COMPOSITE = {
    "AlarmName": "name",
    "AlarmRule": "rule",
    "AlarmDescription": "description",
    "AlarmActions": "alarm_actions",
    "OKActions": "ok_actions",
    "InsufficientDataActions": "insufficient_data_actions",
    "ActionsEnabled": "actions_enabled",
    "Tags": "tags",
}
"""Members of a composite alarm by what moto calls them; it has no place for the suppressor's."""


@before_call("cloudwatch", "PutCompositeAlarm")
def put_composite_alarm(context: Context) -> Mapping[str, Any]:
    """Moto describes and deletes composite alarms and cannot make them."""
    sent, backend = context.params, context.backend()
    nothing = dict.fromkeys(inspect.signature(backend.put_metric_alarm).parameters)
    given = {own: sent[member] for member, own in _COMPOSITE.items() if member in sent}
    alarm = backend.put_metric_alarm(**{**nothing, "dimensions": [], "alarm_actions": [], **given})
    alarm.suppressor = {m: v for m, v in sent.items() if m.startswith("ActionsSuppressor")}
    return {}


@after_call("cloudwatch", "DescribeAlarms")
def only_the_types_asked_for(context: Context, result: dict[str, Any]) -> None:
    """Moto answers with every type of alarm; AWS, unless told, with metric alarms alone."""
    types = context.params.get("AlarmTypes") or ["MetricAlarm"]
    for kind in ("MetricAlarm", "CompositeAlarm"):
        if kind not in types:
            result[f"{kind}s"] = []
    alarms = context.backend().alarms
    for shown in result.get("CompositeAlarms", []):
        shown.update(alarms[shown["AlarmName"]].suppressor)


@around("cloudwatch", "moto.cloudwatch.models.CloudWatchBackend.put_metric_alarm")
def every_statistic(moto: Any, self: Any, *args: Any, **named: Any) -> Any:
    """Moto takes percentiles for the only extended statistic; there are means and counts, too."""
    statistic = named.pop("extended_statistic", None)
    alarm = moto(self, *args, **named)
    alarm.extended_statistic = statistic
    return alarm


@before_call("logs", "PutResourcePolicy", "DescribeResourcePolicies", "DeleteResourcePolicy")
def policy_of_a_group(context: Context) -> Mapping[str, Any] | None:
    """Moto knows resource policies of an account only; AWS has one for each log group as well."""
    arn, policies = context.params.get("resourceArn"), context.kept("policies")
    if arn is None:
        return None
    if context.call.name == "DescribeResourcePolicies":
        return {"resourcePolicies": [policies[arn]] if arn in policies else []}
    if context.call.name == "DeleteResourcePolicy":
        if policies.pop(arn, None) is None:
            raise not_found(context.call, "Policy does not exist.")
        return {}
    if arn not in {group.arn for group in context.backend().groups.values()}:
        raise not_found(context.call, "The specified log group does not exist.")
    document = context.params["policyDocument"]
    policies[arn] = {
        "policyDocument": document,
        "policyScope": "RESOURCE",
        "resourceArn": arn,
    }
    return {"resourcePolicy": policies[arn]}
