from typing import Any

from plan.plan import Plan
from tests.components.endpoint_support import TOPIC, plan_with

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def alarms(plan: Plan) -> dict[str, Any]:
    return {a.name.removeprefix("fraud-dev-churn-"): a.inputs for a in plan.of_type(ALARM)}


def test_alarms_go_to_the_topic_and_watch_this_endpoint():
    found = alarms(plan_with())
    assert set(found) == {
        *("server-errors", "latency", "client-errors", "memory-full", "disk-full", "idle")
    }
    for alarm in found.values():
        assert alarm["alarmActions"] == [TOPIC]
        assert alarm["dimensions"] == {"EndpointName": "fraud-dev-churn", "VariantName": "primary"}


def test_latency_is_compared_in_the_unit_that_sagemaker_counts_in():
    latency = alarms(plan_with(latency_milliseconds=250))["latency"]
    assert (latency["threshold"], latency["extendedStatistic"]) == (250_000, "p90")


def test_silence_is_an_alarm_only_for_idling():
    found = alarms(plan_with(idle_hours=48))
    assert found["idle"]["treatMissingData"] == "breaching"
    assert found["idle"]["evaluationPeriods"] == 48
    others = [a["treatMissingData"] for role, a in found.items() if role != "idle"]
    assert set(others) == {"notBreaching"}


def test_idling_can_be_allowed():
    assert "idle" not in alarms(plan_with(idle_hours=0))
