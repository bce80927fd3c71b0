"""No alarm is muted for ever."""

from collections.abc import Iterator

from policies.alarms import ALARM
from policies.rule import Props, rule


@rule(
    applies_to=(ALARM, "aws:cloudwatch/compositeAlarm:CompositeAlarm"),
    why="an alarm that was muted during maintenance stays silent when it matters",
    source="AWS Security Hub, control CloudWatch.17",
)
def alarm_actions_enabled(props: Props) -> Iterator[str]:
    """Actions of alarms are not switched off."""
    if props.get("actionsEnabled", True) is False:
        yield "leave actions_enabled out"
