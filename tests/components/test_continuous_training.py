import json
from typing import Any, cast

import pytest

from components.continuous_training import ContinuousTraining, ContinuousTrainingArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, only, statements

FUNCTION = "aws:lambda/function:Function"
RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
PERMISSION = "aws:lambda/permission:Permission"
SCHEDULE = "aws:scheduler/schedule:Schedule"
NOTIFICATION = "aws:s3/bucketNotification:BucketNotification"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
PIPELINE = "arn:aws:sagemaker:eu-west-1:000000000000:pipeline/fraud-dev-churn"
ALL = {
    "schedule": "cron(0 3 ? * MON *)",
    "new_data": {"zone": "curated", "key_prefix": "transactions/", "key_suffix": "_SUCCESS"},
    "drift_alarm_prefixes": ["fraud-dev-monitor-drift"],
}


def plan_with(name: str = "fraud-dev-retraining", **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "topic_arn": TOPIC,
        "pipeline_name": "fraud-dev-churn",
        "pipeline_arn": PIPELINE,
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
    }
    args = cast(ContinuousTrainingArgs, {**wired, **more})
    return declared(ContinuousTraining, name, args)


def patterns(plan: Plan) -> dict[str, Any]:
    return {r.name: json.loads(r.inputs["eventPattern"]) for r in plan.of_type(RULE)}


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def test_nothing_starts_by_itself_unless_asked_for_but_people_can():
    plan = plan_with()
    assert plan.of_type(RULE) == plan.of_type(SCHEDULE) == ()
    assert only(plan, FUNCTION).inputs["name"] == "fraud-dev-retraining-start"


def test_a_schedule_says_when_it_was_due_so_that_a_late_one_starts_nothing_twice():
    schedule = only(plan_with(schedule="rate(7 days)", time_zone="Europe/Berlin"), SCHEDULE).inputs
    assert schedule["scheduleExpression"] == "rate(7 days)"
    assert schedule["scheduleExpressionTimezone"] == "Europe/Berlin"
    assert json.loads(schedule["target"]["input"]) == {
        "kind": "schedule",
        "reason": "rate(7 days)",
        "since": "<aws.scheduler.scheduled-time>",
    }
    assert schedule["target"]["retryPolicy"]["maximumEventAgeInSeconds"] == 21600


def test_new_objects_of_one_zone_start_training():
    plan = plan_with(new_data=ALL["new_data"])
    assert patterns(plan)["fraud-dev-retraining-new-data"] == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": {"name": ["curated-1"]},
            "object": {"key": [{"wildcard": "transactions/*_SUCCESS"}]},
        },
    }


def test_any_object_of_the_zone_counts_where_no_key_is_named():
    plan = plan_with(new_data={"zone": "raw"})
    detail = patterns(plan)["fraud-dev-retraining-new-data"]["detail"]
    assert detail == {"bucket": {"name": ["raw-1"]}}


def test_the_notifications_of_a_bucket_are_left_to_who_made_it():
    plan = plan_with(new_data={"zone": "raw"})
    assert plan.of_type(NOTIFICATION) == ()
    assert len(plan.of_type(RULE)) == 1


def test_drift_starts_training_when_an_alarm_goes_off_and_not_when_it_recovers():
    plan = plan_with(drift_alarm_prefixes=["fraud-dev-churn-drift", "fraud-dev-fraud-drift"])
    assert patterns(plan)["fraud-dev-retraining-drift"]["detail"] == {
        "alarmName": [{"prefix": "fraud-dev-churn-drift"}, {"prefix": "fraud-dev-fraud-drift"}],
        "state": {"value": ["ALARM"]},
    }
    off = plan_with(drift_alarm_prefixes=["fraud-dev-churn-drift"], starts_on_drift=False)
    assert off.of_type(RULE) == ()


def test_pausing_turns_off_rules_schedule_and_function_alike():
    plan = plan_with(**ALL, paused=True)
    assert {r.inputs["state"] for r in (*plan.of_type(RULE), *plan.of_type(SCHEDULE))} == {
        "DISABLED"
    }
    assert only(plan, FUNCTION).inputs["environment"]["variables"]["PAUSED"] == "true"
    running = plan_with(**ALL)
    assert {r.inputs["state"] for r in (*running.of_type(RULE), *running.of_type(SCHEDULE))} == {
        "ENABLED"
    }
    assert only(running, FUNCTION).inputs["environment"]["variables"]["PAUSED"] == "false"


def test_the_function_knows_its_limits():
    variables = only(plan_with(**ALL), FUNCTION).inputs["environment"]["variables"]
    assert variables["COOL_DOWN_HOURS"] == "24"
    assert variables["SETTLE_MINUTES"] == "15"
    assert variables["PIPELINE"] == "fraud-dev-churn"


def test_what_could_not_be_delivered_is_kept_for_each_way_in():
    plan = plan_with(**ALL)
    for target in plan.of_type(TARGET):
        assert target.inputs["deadLetterConfig"]
        assert target.inputs["retryPolicy"]["maximumEventAgeInSeconds"] == 21600
    assert only(plan, SCHEDULE).inputs["target"]["deadLetterConfig"]
    retries = only(plan, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").inputs
    assert retries["maximumRetryAttempts"] == 2
    assert retries["destinationConfig"]["onFailure"]
    queue = only(plan, "aws:sqs/queue:Queue").inputs
    assert queue["kmsMasterKeyId"] == KEY
    metrics = {
        a.inputs["metricName"] for a in plan.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
    }
    assert metrics == {"ApproximateNumberOfMessagesVisible", "Errors"}


def test_each_rule_may_invoke_the_function_and_no_other_rule():
    plan = plan_with(**ALL)
    assert {p.inputs["principal"] for p in plan.of_type(PERMISSION)} == {"events.amazonaws.com"}
    assert len(plan.of_type(PERMISSION)) == len(plan.of_type(RULE)) == 2


def test_the_function_starts_this_pipeline_and_no_other():
    policies = {
        p.name: statements(p.inputs["policy"])
        for p in plan_with(**ALL).of_type("aws:iam/rolePolicy:RolePolicy")
    }
    allowed = {s["Sid"]: s for s in policies["fraud-dev-retraining-policy"]}
    assert allowed["StartThePipeline"]["Resource"] == PIPELINE
    assert allowed["SayWhy"]["Resource"] == f"{PIPELINE}/execution/*"
    assert allowed["HandTheRoleToTheScheduler"]["Condition"] == {
        "StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}
    }
    assert all("*" not in str(s["Action"]) for s in allowed.values())
    assert {s["Sid"] for s in policies["fraud-dev-retraining-schedules-policy"]} == {
        "StartTheFunction",
        "KeepWhatFailed",
        "EncryptWhatFailed",
    }


def test_the_scheduler_takes_the_role_on_for_this_account_alone():
    plan = plan_with(schedule="rate(7 days)", permissions_boundary_arn="arn:aws:iam::1:policy/b")
    roles = {r.name: r.inputs for r in plan.of_type("aws:iam/role:Role")}
    [trusted] = statements(roles["fraud-dev-retraining-schedules"]["assumeRolePolicy"])
    assert trusted["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}
    assert {r["permissionsBoundary"] for r in roles.values()} == {"arn:aws:iam::1:policy/b"}


def test_lists_every_problem_at_once():
    assert problems_of(
        name="t" * 47,
        schedule="0 3 * * *",
        time_zone="UTC+1?",
        cool_down_hours=0,
        new_data={"zone": "artifacts", "key_prefix": "a*", "key_suffix": "", "settle_minutes": -1},
        log_retention_days=2,
    ) == [
        f"name: must be at most 46 characters, got {'t' * 47!r}",
        "schedule: must be like cron(0 3 ? * MON *) or rate(7 days), got '0 3 * * *'",
        "time_zone: must be the name of a time zone, like Europe/Berlin, got 'UTC+1?'",
        "cool_down_hours: must be 1 to 2160, got 0",
        "new_data.zone: must be raw or curated or features, got 'artifacts'",
        "new_data.key_prefix: must be text without * and backslash, got 'a*'",
        "new_data.key_suffix: must be text without * and backslash, got ''",
        "new_data.settle_minutes: must be 0 to 1440, got -1",
        "log_retention_days: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, "
        "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days, got 2",
    ]


def test_a_time_zone_needs_a_schedule():
    assert problems_of(time_zone="Europe/Berlin") == [
        "time_zone: must come with a schedule, got none"
    ]
