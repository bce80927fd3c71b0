import json
from typing import Any, cast

import pytest

from components.alerts import Alerts, AlertsArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, only, statements

COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
QUEUE = "aws:sqs/queue:Queue"
QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy"
TOPIC = "aws:sns/topic:Topic"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC_ARN = "arn:aws:sns:eu-west-1:000000000000:fraud"
NAME = "fraud-dev-alerts"
URGENT = f"<<{NAME}-urgent-topic#arn>>"
CHAT = f"<<{NAME}-chat-topic#arn>>"
IN_SLACK = {"workspace_id": "T07EA123LEP", "channel_id": "C07EZ1ABC23"}
UUID = "01234567-89ab-cdef-0123-456789abcdef"
IN_TEAMS = {"tenant_id": UUID, "team_id": UUID, "channel_id": "19%3aabc%40thread.tacv2"}
PAGER = {"oncall": {"url_parameter": "/fraud/pagerduty-url"}}
WIRED: dict[str, Any] = {
    "prefix": "fraud-dev",
    "kms_key_arn": KEY,
    "topic_arn": TOPIC_ARN,
    "alarm_names": {
        "churn-server-errors": "churn-errors-1a",
        "churn-idle": "churn-idle-2b",
        "models-server-errors": "models-errors-3c",
    },
}


def plan_with(**more: Any) -> Plan:
    args = cast(AlertsArgs, {**WIRED, **more})
    return declared(Alerts, NAME, args)


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def composites(plan: Plan) -> dict[str, dict[str, Any]]:
    return {c.inputs["alarmName"]: c.inputs for c in plan.of_type(COMPOSITE)}


def test_one_alarm_says_whether_the_stack_is_well_and_tells_nobody_again():
    health = composites(plan_with())["fraud-dev-health"]
    assert health["alarmRule"] == (
        'ALARM("churn-idle-2b") OR ALARM("churn-errors-1a") OR ALARM("models-errors-3c")'
    )
    assert "alarmActions" not in health


def test_server_errors_are_critical_and_say_when_they_are_over():
    critical = composites(plan_with())["fraud-dev-critical"]
    assert critical["alarmRule"] == 'ALARM("churn-errors-1a") OR ALARM("models-errors-3c")'
    assert critical["alarmActions"] == critical["okActions"] == [URGENT]


def test_no_composite_alarm_watches_itself_or_another():
    plan = plan_with()
    own = {c["alarmName"] for c in composites(plan).values()}
    assert not any(name in c["alarmRule"] for c in composites(plan).values() for name in own)


def test_a_team_chooses_what_is_critical():
    critical = composites(plan_with(critical=["churn-*"]))["fraud-dev-critical"]
    assert critical["alarmRule"] == 'ALARM("churn-idle-2b") OR ALARM("churn-errors-1a")'


def test_without_alarms_there_is_nothing_to_compose():
    plan = plan_with(alarm_names={})
    assert plan.of_type(COMPOSITE) == ()
    assert only(plan, "stepwell:index:Alerts").outputs == {"urgent_topic_arn": URGENT}


def test_maintenance_keeps_the_critical_alarm_silent():
    plan = plan_with(suppressor_alarm="maintenance")
    suppressor = {"alarm": "maintenance", "extensionPeriod": 120, "waitPeriod": 120}
    assert composites(plan)["fraud-dev-critical"]["actionsSuppressor"] == suppressor
    assert "actionsSuppressor" not in composites(plan)["fraud-dev-health"]


def test_a_pager_hears_of_critical_alarms_alone_unless_it_asks_for_all():
    hooks = {**PAGER, "log": {"url_parameter": "/fraud/log", "severity": "all"}}
    topics = {s.name: s.inputs["topic"] for s in plan_with(webhooks=hooks).of_type(SUBSCRIPTION)}
    assert topics == {f"{NAME}-oncall": URGENT, f"{NAME}-log": TOPIC_ARN}


def test_the_address_of_a_pager_is_a_secret_that_the_spec_only_names():
    subscription = only(plan_with(webhooks=PAGER), SUBSCRIPTION)
    assert subscription.inputs["endpoint"] == f"<<{NAME}-oncall-url#value>>"
    assert "endpoint" in subscription.secrets


def test_what_does_not_arrive_is_tried_for_a_while_and_kept():
    plan = plan_with(webhooks=PAGER)
    subscription = only(plan, SUBSCRIPTION).inputs
    queue = only(plan, QUEUE)
    assert queue.inputs["kmsMasterKeyId"] == KEY
    assert json.loads(subscription["redrivePolicy"]) == {
        "deadLetterTargetArn": f"<<{queue.name}#arn>>"
    }
    retries = json.loads(subscription["deliveryPolicy"])["healthyRetryPolicy"]
    apart = (retries[f"num{kind}Retries"] for kind in ("NoDelay", "MinDelay", "MaxDelay"))
    assert sum(apart) <= retries["numRetries"]
    assert retries["numRetries"] * retries["maxDelayTarget"] <= 3600


def test_only_topics_of_the_stack_may_give_up_messages_to_the_queue():
    policy = statements(only(plan_with(webhooks=PAGER), QUEUE_POLICY).inputs["policy"])
    (topics,) = [s for s in policy if s.get("Principal") == {"Service": "sns.amazonaws.com"}]
    assert topics["Action"] == "sqs:SendMessage"
    assert topics["Condition"] == {"ArnEquals": {"aws:SourceArn": [TOPIC_ARN, URGENT]}}


def test_nobody_is_subscribed_until_a_team_says_so():
    plan = plan_with()
    for kind in (SUBSCRIPTION, SLACK, TEAMS, QUEUE, TARGET):
        assert plan.of_type(kind) == ()


def test_every_topic_is_encrypted():
    plan = plan_with(slack=IN_SLACK)
    assert {t.inputs["kmsMasterKeyId"] for t in plan.of_type(TOPIC)} == {KEY}


@pytest.mark.parametrize(
    ("more", "kind"), [({"slack": IN_SLACK}, SLACK), ({"teams": IN_TEAMS}, TEAMS)]
)
def test_a_channel_hears_everything_and_may_only_look(more: dict[str, Any], kind: str):
    plan = plan_with(**more, permissions_boundary_arn="arn:aws:iam::000000000000:policy/cap")
    channel = only(plan, kind).inputs
    assert channel["snsTopicArns"] == [TOPIC_ARN, CHAT, URGENT]
    assert channel["userAuthorizationRequired"] is True
    assert channel["guardrailPolicyArns"] == [f"<<{NAME}-chat-guardrail#arn>>"]
    role = only(plan, "aws:iam/role:Role").inputs
    assert role["permissionsBoundary"] == "arn:aws:iam::000000000000:policy/cap"
    for document in ("aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"):
        (allowed,) = statements(only(plan, document).inputs["policy"])
        verbs = {action.split(":")[1] for action in allowed["Action"]}
        assert all(verb.startswith(("Describe", "Get", "List")) for verb in verbs)
        assert {action.split(":")[0] for action in allowed["Action"]} == {"cloudwatch"}


def test_both_channels_share_one_role():
    plan = plan_with(slack=IN_SLACK, teams=IN_TEAMS)
    roles = {only(plan, kind).inputs["iamRoleArn"] for kind in (SLACK, TEAMS)}
    assert roles == {f"<<{NAME}-chat-role#arn>>"}


def test_failures_appear_in_a_channel_in_the_form_that_it_shows():
    rules = {"training": "fraud-dev-training-failed", "batch": "fraud-dev-batch-failed"}
    plan = plan_with(slack=IN_SLACK, failure_rules=rules)
    targets = {t.inputs["rule"]: t.inputs for t in plan.of_type(TARGET)}
    assert set(targets) == set(rules.values())
    target = targets["fraud-dev-training-failed"]
    assert target["arn"] == CHAT
    message = json.loads(target["inputTransformer"]["inputTemplate"])
    assert (message["version"], message["source"]) == ("1.0", "custom")
    assert message["content"]["title"] == "fraud-dev: training failed"
    assert "<status>" in message["content"]["description"]
    assert not any("reason" in p.lower() for p in target["inputTransformer"]["inputPaths"].values())


def test_lists_every_problem_at_once_and_repeats_no_secret():
    address = "https://events.pagerduty.com/integration/s3cr3t/enqueue"
    found = problems_of(
        slack={"workspace_id": "mine", "channel_id": "#general"},
        teams={"tenant_id": "t", "team_id": UUID, "channel_id": "c"},
        webhooks={"On call": {"url_parameter": address}},
        critical=[],
    )
    assert found == [
        "slack.workspace_id: must be an id of Slack's, got 'mine'",
        "slack.channel_id: must be an id of Slack's, got '#general'",
        "teams.tenant_id: must be a UUID, got 't'",
        "webhooks.On call: must be lowercase words joined by hyphens, got 'On call'",
        "webhooks.On call.url_parameter: must be the name of a parameter that starts with a slash, "
        "got something else",
        "critical: must name at least one pattern, got an empty list",
        "critical: must match one of churn-idle, churn-server-errors, models-server-errors, got []",
    ]


def test_a_pager_that_would_never_hear_anything_is_refused():
    assert problems_of(webhooks=PAGER, critical=["gpu-*"]) == [
        "critical: must match one of churn-idle, churn-server-errors, models-server-errors, "
        "got ['gpu-*']"
    ]


def test_more_alarms_than_one_rule_holds_stand_in_alarms_of_their_own():
    many = {f"a-{i:03}": f"alarm-{i:03}" for i in range(120)}
    found = composites(plan_with(alarm_names=many, critical=["a-00*"]))
    rules = {name: alarm["alarmRule"].split(" OR ") for name, alarm in found.items()}
    parts = [f"fraud-dev-health-{part}" for part in ("01", "02", "03")]
    assert len(rules["fraud-dev-health"]) == len(parts)
    assert [len(rules[part]) for part in parts] == [50, 50, 20]
    watched = [alarm for part in parts for alarm in rules[part]]
    assert watched == [f'ALARM("{name}")' for name in many.values()]
    assert len(rules["fraud-dev-critical"]) == 10
