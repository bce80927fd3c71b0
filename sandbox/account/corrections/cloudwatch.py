"""Corrections of CloudWatch."""

import inspect
from collections.abc import Mapping
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call

_MEMBERS = {
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
    nothing = dict.fromkeys(inspect.signature(CloudWatchBackend.put_metric_alarm).parameters)
    del nothing["self"]
    given = {own: sent[member] for member, own in _MEMBERS.items() if member in sent}
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


@around(CloudWatchBackend, "put_metric_alarm")
def every_statistic(moto: Any, self: Any, *args: Any, **named: Any) -> Any:
    """Moto takes percentiles for the only extended statistic; there are means and counts, too."""
    statistic = named.pop("extended_statistic", None)
    alarm = moto(self, *args, **named)
    alarm.extended_statistic = statistic
    return alarm
