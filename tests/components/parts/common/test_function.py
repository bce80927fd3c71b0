import pulumi

from components.parts.common.dead_letters import dead_letters
from components.parts.common.function import FunctionSpec, platform_function
from plan.plan import Plan
from tests.components.support import declare, only

KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
ANY = "stepwell:index:Any"


def plan_with(*, keeps_what_failed: bool) -> Plan:
    def program() -> None:
        parent = pulumi.ComponentResource(ANY, "fraud-dev-any")
        failed = (
            dead_letters("fraud-dev-any", kms_key_arn=KEY, topic_arn=TOPIC, parent=parent)
            if keeps_what_failed
            else None
        )
        spec = FunctionSpec(
            code="stop_idle",
            description="Does something",
            statements=[],
            kms_key_arn=KEY,
            topic_arn=TOPIC,
            dead_letters=failed,
        )
        function = platform_function("fraud-dev-any", spec, parent=parent, boundary=None)
        parent.register_outputs({"alarm_names": function.alarm_names})

    return declare(program)


def test_people_hear_of_the_first_failure():
    alarm = only(plan_with(keeps_what_failed=False), ALARM).inputs
    assert (alarm["namespace"], alarm["metricName"]) == ("AWS/Lambda", "Errors")
    assert (alarm["threshold"], alarm["comparisonOperator"]) == (0, "GreaterThanThreshold")
    assert alarm["alarmActions"] == [TOPIC]


def test_its_alarms_are_named_by_what_they_watch():
    alone = only(plan_with(keeps_what_failed=False), ANY).outputs["alarm_names"]
    assert set(alone) == {"function-errors"}
    both = only(plan_with(keeps_what_failed=True), ANY).outputs["alarm_names"]
    assert set(both) == {"function-errors", "dead-letters"}
