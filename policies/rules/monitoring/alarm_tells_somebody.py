"""An alarm that goes off does something."""

from collections.abc import Iterator

from policies.alarms import ALARM
from policies.rule import PlanView, Props, plan_rule

_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
_UPDATED = (
    "aws:sagemaker/endpoint:Endpoint",
    "aws-native:sagemaker:InferenceComponent",
)


@plan_rule(
    applies_to=ALARM,
    why="the alarm turns red on a page that nobody looks at, and the incident goes on",
    source="AWS Security Hub, control CloudWatch.15",
)
def alarm_tells_somebody(alarm: Props, plan: PlanView) -> Iterator[str]:
    """Alarms have an action, are part of one that has, or undo an update of an endpoint."""
    if alarm.get("alarmActions", ()):
        return
    for composite in plan.about(alarm, _COMPOSITE, key="alarmRule", named="name"):
        if composite.get("alarmActions", ()):
            return
    if not plan.about(alarm, *_UPDATED, key="deploymentConfig", named="name"):
        yield "set alarm_actions, say to the topic of the stack"
