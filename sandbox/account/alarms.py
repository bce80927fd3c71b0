"""Alarms that go off, or calm down, as metrics come in: CloudWatch's part, which moto leaves out.

Only alarms on one metric are judged (CloudWatch User Guide, "Using Amazon CloudWatch alarms").
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.account.context import Context
from sandbox.account.services import Call

_BREACHES: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def changed(context: Context) -> Iterator[Call]:
    """Calls that set the alarms whose state follows from metrics that `PutMetricData` brought."""
    brought = [
        _metric({**context.params, **datum}) for datum in context.params.get("MetricData", ())
    ]
    alarms = context.ask("DescribeAlarms", {"AlarmTypes": ["MetricAlarm"]})
    for alarm in alarms.get("MetricAlarms", ()):
        judged = "Statistic" in alarm and alarm["ComparisonOperator"] in _BREACHES
        if not judged or _metric(alarm) not in brought:
            continue
        end = datetime.now(UTC) + timedelta(seconds=1)
        length = timedelta(seconds=alarm["Period"] * alarm["EvaluationPeriods"])
        asked = {name: alarm[name] for name in ("Namespace", "MetricName", "Period")}
        asked |= {"Dimensions": alarm.get("Dimensions", []), "Statistics": [alarm["Statistic"]]}
        found = context.ask(
            "GetMetricStatistics", {**asked, "StartTime": end - length, "EndTime": end}
        )
        state = _state(alarm, [p[alarm["Statistic"]] for p in found.get("Datapoints", ())])
        if state != alarm["StateValue"]:
            why = f"{alarm['MetricName']} is {state}, by {len(found['Datapoints'])} datapoints"
            about = {"AlarmName": alarm["AlarmName"], "StateReason": why}
            yield context.call.other("SetAlarmState", {**about, "StateValue": state})


def _state(alarm: Mapping[str, Any], values: list[float]) -> str:
    breaches, periods = _BREACHES[alarm["ComparisonOperator"]], alarm["EvaluationPeriods"]
    count = sum(breaches(value, alarm["Threshold"]) for value in values)
    if alarm.get("TreatMissingData") == "breaching":
        count += max(0, periods - len(values))
    return "ALARM" if count >= alarm.get("DatapointsToAlarm", periods) else "OK"


def _metric(thing: Mapping[str, Any]) -> tuple[Any, ...]:
    """Which metric an alarm or a datum is on."""
    dimensions = {one["Name"]: one["Value"] for one in thing.get("Dimensions", ())}
    return thing.get("Namespace"), thing.get("MetricName"), dimensions
