import pulumi

from components.parts.common.dead_letters import dead_letters
from plan.plan import Plan
from tests.components.support import declare, only, statements

KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"


def plan_with() -> Plan:
    def program() -> None:
        parent = pulumi.ComponentResource("stepwell:index:Any", "fraud-dev-any")
        failed = dead_letters("fraud-dev-any", kms_key_arn=KEY, topic_arn=TOPIC, parent=parent)
        parent.register_outputs({"alarm_names": {"dead-letters": failed.alarm_name}})

    return declare(program)


def test_keeps_what_was_given_up_encrypted_for_as_long_as_sqs_can():
    queue = only(plan_with(), "aws:sqs/queue:Queue").inputs
    assert queue["kmsMasterKeyId"] == KEY
    assert queue["messageRetentionSeconds"] == 14 * 24 * 3600


def test_lets_the_rules_of_the_component_in_and_nobody_without_tls():
    policy = only(plan_with(), "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"]
    rules, tls = statements(policy)
    assert rules["Principal"] == {"Service": "events.amazonaws.com"}
    assert rules["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:000000000000:rule/fraud-dev-any-*"}
    }
    assert (tls["Effect"], tls["Condition"]) == (
        "Deny",
        {"Bool": {"aws:SecureTransport": "false"}},
    )


def test_people_hear_of_the_first_one():
    alarm = only(plan_with(), "aws:cloudwatch/metricAlarm:MetricAlarm").inputs
    assert alarm["metricName"] == "ApproximateNumberOfMessagesVisible"
    assert (alarm["threshold"], alarm["comparisonOperator"]) == (0, "GreaterThanThreshold")
    assert alarm["alarmActions"] == [TOPIC]
