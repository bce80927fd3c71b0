"""moto describes and deletes composite alarms and cannot make them."""

from collections.abc import Mapping
from typing import Any

from moto.cloudwatch.models import Alarm

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call


@before_call("cloudwatch", "PutCompositeAlarm")
def put_composite_alarm(context: Context) -> Mapping[str, Any]:
    """Make or replace the alarm."""
    sent, backend = context.params, context.backend()
    nothing: Any = None
    alarm: Any = Alarm(
        account_id=context.account,
        region_name=context.region,
        name=sent["AlarmName"],
        namespace=nothing,
        metric_name=nothing,
        metric_data_queries=None,
        comparison_operator=nothing,
        evaluation_periods=nothing,
        datapoints_to_alarm=None,
        period=nothing,
        threshold=nothing,
        statistic=nothing,
        extended_statistic=None,
        description=sent.get("AlarmDescription", nothing),
        dimensions=[],
        alarm_actions=sent.get("AlarmActions", []),
        ok_actions=sent.get("OKActions"),
        insufficient_data_actions=sent.get("InsufficientDataActions"),
        unit=None,
        actions_enabled=sent.get("ActionsEnabled", True),
        treat_missing_data=None,
        evaluate_low_sample_count_percentile=None,
        threshold_metric_id=None,
        rule=sent["AlarmRule"],
    )
    for member in (
        "ActionsSuppressor",
        "ActionsSuppressorWaitPeriod",
        "ActionsSuppressorExtensionPeriod",
    ):
        setattr(alarm, f"sent_{member}", sent.get(member))
    backend.alarms[alarm.name] = alarm
    if sent.get("Tags"):
        backend.tagger.tag_resource(alarm.alarm_arn, sent["Tags"])
    return {}


@after_call("cloudwatch", "DescribeAlarms")
def only_the_types_asked_for(context: Context, result: dict[str, Any]) -> None:
    """Without `AlarmTypes` AWS answers with metric alarms alone."""
    types = context.params.get("AlarmTypes") or ["MetricAlarm"]
    for kind in ("MetricAlarm", "CompositeAlarm"):
        if kind not in types:
            result[f"{kind}s"] = []
    alarms = context.backend().alarms
    for shown in result.get("CompositeAlarms", []):
        for name, value in vars(alarms[shown["AlarmName"]]).items():
            if name.startswith("sent_") and value is not None:
                shown[name.removeprefix("sent_")] = value
