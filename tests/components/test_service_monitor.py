import json
import re
from typing import Any, cast

import pytest

from components.errors import InputError
from components.service_monitor import ServiceMonitor, ServiceMonitorArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

TOPIC = "aws:sns/topic:Topic"
POLICY = "aws:sns/topicPolicy:TopicPolicy"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC_ARN = "<<fraud-dev-monitor-topic#arn>>"


def plan_with(**more: Any) -> Plan:
    args = cast(ServiceMonitorArgs, {"prefix": "fraud-dev", "kms_key_arn": KEY, **more})
    return declared(ServiceMonitor, "fraud-dev-monitor", args)


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def pattern(plan: Plan, kind: str) -> dict[str, Any]:
    (rule,) = [r for r in plan.of_type(RULE) if r.inputs["name"] == f"fraud-dev-{kind}-failed"]
    return json.loads(rule.inputs["eventPattern"])


def widgets(plan: Plan) -> list[dict[str, Any]]:
    return json.loads(only(plan, DASHBOARD).inputs["dashboardBody"])["widgets"]


def test_the_topic_is_encrypted_with_the_stacks_key():
    assert only(plan_with(), TOPIC).inputs["kmsMasterKeyId"] == KEY


def test_only_delivering_services_may_publish_and_only_over_tls():
    allowed, events, deny = statements(only(plan_with(), POLICY).inputs["policy"])
    assert set(allowed["Principal"]["Service"]) == {
        "budgets.amazonaws.com",
        "cloudwatch.amazonaws.com",
        "costalerts.amazonaws.com",
    }
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}
    assert events["Principal"] == {"Service": "events.amazonaws.com"}
    assert deny["Effect"] == "Deny"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_eventbridge_is_let_in_without_a_condition_because_it_ignores_statements_with_one():
    events = statements(only(plan_with(), POLICY).inputs["policy"])[1]
    assert "Condition" not in events


def test_tells_each_receiver_under_its_own_name_by_mail_or_https():
    plan = plan_with(notify={"oncall": "a@example.com", "pager": "https://x.example/hook"})
    found = {
        r.name: (r.inputs["protocol"], r.inputs["endpoint"]) for r in plan.of_type(SUBSCRIPTION)
    }
    assert found == {
        "fraud-dev-monitor-notify-oncall": ("email", "a@example.com"),
        "fraud-dev-monitor-notify-pager": ("https", "https://x.example/hook"),
    }


def test_adopts_a_topic_and_still_reports_to_it():
    arn = "arn:aws:sns:eu-west-1:000000000000:ours"
    plan = plan_with(topic_arn=arn)
    assert plan.of_type(TOPIC) == plan.of_type(POLICY) == ()
    assert {t.inputs["arn"] for t in plan.of_type(TARGET)} == {arn}
    assert {tuple(a.inputs["alarmActions"]) for a in plan.of_type(ALARM)} == {(arn,)}
    lost = next(a for a in plan.of_type(ALARM) if a.name.endswith("receiver-lost"))
    assert lost.inputs["dimensions"] == {"TopicName": "ours"}


@pytest.mark.parametrize("kind", ["training", "processing", "transform"])
def test_reports_failed_jobs_of_the_stack_alone(kind: str):
    detail = pattern(plan_with(), kind)["detail"]
    name = f"{kind.capitalize()}JobName"
    assert detail[name] == [{"prefix": "fraud-dev-"}]
    assert detail[f"{kind.capitalize()}JobStatus"] == [{"equals-ignore-case": "Failed"}]


def test_reports_failed_batch_jobs_by_their_queue_since_jobs_may_have_any_name():
    detail = pattern(plan_with(), "batch")["detail"]
    queue = "arn:aws:batch:eu-west-1:000000000000:job-queue/fraud-dev-"
    assert detail["jobQueue"] == [{"prefix": queue}]
    assert "jobName" not in detail


def test_reports_endpoints_that_fail_or_roll_back_however_sagemaker_spells_it():
    states = pattern(plan_with(), "endpoint")["detail"]["EndpointStatus"]
    spelled = {state["equals-ignore-case"].lower().replace("_", "") for state in states}
    assert spelled == {"failed", "rollingback", "updaterollbackfailed"}


def test_every_rule_sends_a_sentence_to_the_topic():
    plan = plan_with()
    targets = plan.of_type(TARGET)
    assert len(targets) == len(plan.of_type(RULE)) == 5
    for target in targets:
        assert target.inputs["arn"] == TOPIC_ARN
        template = target.inputs["inputTransformer"]["inputTemplate"]
        assert json.loads(template).startswith("fraud-dev: ")


def test_no_message_holds_free_text_that_would_break_it():
    # EventBridge escapes nothing: one quote in a reason, and the message is lost.
    for target in plan_with().of_type(TARGET):
        transformer = target.inputs["inputTransformer"]
        event = dict.fromkeys(transformer["inputPaths"].values(), "x")
        assert not [path for path in event if "reason" in path.lower()]
        used = set(re.findall(r"<(\w+)>", transformer["inputTemplate"]))
        assert used == set(transformer["inputPaths"])


@pytest.mark.parametrize(
    ("kind", "command", "path"),
    [
        (
            "training",
            "sagemaker describe-training-job --training-job-name",
            "$.detail.TrainingJobName",
        ),
        ("batch", "batch describe-jobs --jobs", "$.detail.jobId"),
        ("endpoint", "sagemaker describe-endpoint --endpoint-name", "$.detail.EndpointName"),
    ],
)
def test_each_message_ends_with_the_command_that_says_why(kind: str, command: str, path: str):
    targets = {t.name: t.inputs["inputTransformer"] for t in plan_with().of_type(TARGET)}
    transformer = targets[f"fraud-dev-monitor-{kind}-failed-to-topic"]
    assert json.loads(transformer["inputTemplate"]).endswith(f"aws {command} <key>")
    assert transformer["inputPaths"]["key"] == path


def test_names_of_rules_fit_the_longest_team_and_environment():
    prefix = f"{'t' * 20}-{'e' * 10}"
    plan = plan_with(prefix=prefix)
    assert max(len(r.inputs["name"]) for r in plan.of_type(RULE)) <= 64


def test_alarms_when_a_notification_or_an_event_is_lost():
    plan = plan_with()
    alarms = {a.name: a.inputs for a in plan.of_type(ALARM)}
    assert all(a["alarmActions"] == [TOPIC_ARN] for a in alarms.values())
    watched = {r.inputs["name"] for r in plan.of_type(RULE)}
    counted = {a["dimensions"].get("RuleName") for a in alarms.values()} - {None}
    assert counted == watched
    assert "fraud-dev-monitor-receiver-lost" in alarms
    outputs = only(plan, "stepwell:index:ServiceMonitor").outputs
    assert {f"fraud-dev-monitor-{what}" for what in outputs["alarm_names"]} == set(alarms)


def test_keeps_the_teams_logs_encrypted_for_ninety_days():
    logs = only(plan_with(), LOGS).inputs
    assert (logs["name"], logs["retentionInDays"], logs["kmsKeyId"]) == (
        "/fraud-dev/team",
        90,
        KEY,
    )


def test_the_dashboard_has_the_stacks_name_and_says_so_when_there_is_no_endpoint():
    plan = plan_with()
    assert only(plan, DASHBOARD).inputs["dashboardName"] == "fraud-dev"
    texts = [w["properties"]["markdown"] for w in widgets(plan) if w["type"] == "text"]
    assert any("none yet" in text for text in texts)


def test_the_dashboard_shows_what_it_is_told_about():
    plan = plan_with(
        endpoint_names=["fraud-dev-churn"],
        job_queue_name="fraud-dev-queue",
        job_log_group="/fraud-dev/gpu-jobs",
        raw_bucket="raw-1",
        artifacts_bucket="artifacts-1",
    )
    shown = json.dumps(widgets(plan))
    for word in ("fraud-dev-churn", "fraud-dev-queue", "/fraud-dev/gpu-jobs", "raw-1"):
        assert word in shown, word
    assert "AWS/Billing" in shown


def test_widgets_neither_overlap_nor_leave_the_grid():
    plan = plan_with(endpoint_names=["a"], job_queue_name="q", job_log_group="/l", raw_bucket="r")
    taken = set[tuple[int, int]]()
    for w in widgets(plan):
        cells = {
            (x, y)
            for x in range(w["x"], w["x"] + w["width"])
            for y in range(w["y"], w["y"] + w["height"])
        }
        assert w["x"] + w["width"] <= 24
        assert not cells & taken
        taken |= cells


def test_spend_is_read_where_aws_keeps_it():
    (spend,) = [w for w in widgets(plan_with()) if "AWS/Billing" in json.dumps(w)]
    assert spend["properties"]["region"] == "us-east-1"


def test_refuses_every_bad_address_and_retention_at_once():
    assert problems_of(
        notify={"a": "nobody", "b": "http://x.example", "c": "x@", "d": "https://"},
        log_retention_days=45,
        topic_arn="mine",
    ) == [
        "notify.a: must be an e-mail address or start with https://, got 'nobody'",
        "notify.b: must be an e-mail address or start with https://, got 'http://x.example'",
        "notify.c: must be an e-mail address or start with https://, got 'x@'",
        "notify.d: must be an e-mail address or start with https://, got 'https://'",
        "log_retention_days: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, "
        "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days, got 45",
        "topic_arn: must be the ARN of an SNS topic, got 'mine'",
    ]
