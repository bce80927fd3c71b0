"""Silence is either fine or not, and somebody thought about which."""

from collections.abc import Iterator

from policies.alarms import ALARM
from policies.rule import Props, rule


@rule(
    applies_to=ALARM,
    why="an alarm on what should happen every hour stays green when nothing happens any more",
    source="Amazon CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data",
)
def alarm_decides_on_missing_data(props: Props) -> Iterator[str]:
    """Alarms say what no data means: breaching, notBreaching, ignore or missing."""
    if "treatMissingData" not in props:
        yield "set treat_missing_data"
