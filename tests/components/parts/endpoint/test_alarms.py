from typing import Any

from plan.plan import Plan
from tests.components.endpoint_support import ENDPOINT, TOPIC, VERSION, plan_with
from tests.components.support import only

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def alarms(plan: Plan) -> dict[str, Any]:
    return {a.name.removeprefix("fraud-dev-churn-"): a.inputs for a in plan.of_type(ALARM)}


def given_out(plan: Plan) -> dict[str, str]:
    return only(plan, "stepwell:index:InferenceEndpoint").outputs["alarm_names"]


def test_alarms_go_to_the_topic_and_watch_this_endpoint():
    found = alarms(plan_with())
    assert set(found) == {
        *("server-errors", "latency", "client-errors", "memory-full", "disk-full", "idle")
    }
    assert set(given_out(plan_with())) == set(found)
    for alarm in found.values():
        assert alarm["alarmActions"] == [TOPIC]
        assert alarm["dimensions"] == {"EndpointName": "fraud-dev-churn", "VariantName": "primary"}


def test_what_callers_notice_is_named_so_for_each_that_serves():
    model = {"model_package_arn": VERSION}
    alone = set(given_out(plan_with()))
    variants = given_out(plan_with(variants={"b": {**model, "traffic_percent": 5}}))
    assert set(variants) - alone == {"b-server-errors", "b-latency"}
    assert variants["b-server-errors"] == "<<fraud-dev-churn-b-server-errors#name>>"
    components = {"b": {**model, "memory_mb": 2048}}
    shared = given_out(plan_with(image_uri=None, inference_components=components))
    assert set(shared) - alone == {"b-server-errors", "b-latency"}


def test_that_requests_wake_the_first_instance_is_no_trouble_to_give_out():
    plan = plan_with(asynchronous={}, min_instances=0)
    assert set(alarms(plan)) - set(given_out(plan)) == {"waits-without-instances"}


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


def test_serverless_has_no_disk_and_costs_nothing_idle_unless_it_is_kept_warm():
    kinds = {"server-errors", "latency", "client-errors", "memory-full"}
    assert set(alarms(plan_with(serverless={}))) == kinds
    assert set(alarms(plan_with(serverless={"provisioned_concurrency": 1}))) == {*kinds, "idle"}


def test_asynchronous_is_watched_by_how_long_requests_wait():
    found = alarms(plan_with(asynchronous={"backlog_minutes": 10}))
    assert "latency" not in found
    assert "idle" not in found
    assert found["backlog"]["threshold"] == 600
    assert found["backlog"]["dimensions"] == {"EndpointName": "fraud-dev-churn"}


def test_asynchronous_counts_no_invocations_so_idling_is_seen_by_the_queue():
    found = alarms(plan_with(asynchronous={}, min_instances=1, latency_milliseconds=60000))
    assert (found["idle"]["metricName"], found["idle"]["statistic"]) == (
        "TimeInBacklog",
        "SampleCount",
    )
    assert found["latency"]["threshold"] == 60_000_000


def test_each_variant_can_undo_an_update_and_a_shadow_cannot():
    variant = {"model_package_arn": VERSION, "traffic_percent": 5}
    plan = plan_with(variants={"b": variant})
    assert alarms(plan)["b-latency"]["dimensions"]["VariantName"] == "b"
    config = only(plan, ENDPOINT).inputs["deploymentConfig"]
    assert len(config["autoRollbackConfiguration"]["alarms"]) == 4
    config = only(plan_with(shadow={"model_package_arn": VERSION}), ENDPOINT).inputs
    assert len(config["deploymentConfig"]["autoRollbackConfiguration"]["alarms"]) == 2
