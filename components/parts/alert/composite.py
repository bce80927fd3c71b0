"""Composite alarms: one state for many alarms."""

from collections.abc import Iterator, Mapping, Sequence

import pulumi
import pulumi_aws as aws

IN_ONE_RULE = 50
"""Alarms that one rule names: it holds 100, and 10,240 characters, which that many names may fill
(CloudWatch API, `PutCompositeAlarm`)."""

_SUPPRESSION_SECONDS = 120
"""How long the actions wait for the suppressor to go on, and stay silent after it went off."""


def composite_alarm(
    name: str,
    alarm_name: str,
    description: str,
    alarms: Mapping[str, pulumi.Input[str]],
    *,
    topic_arn: pulumi.Input[str] | None = None,
    suppressor: str | None = None,
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare an alarm that is on while any of `alarms` is; return its name.

    With a topic, it tells when it goes on and when it is over, so that a pager can close the case.
    Where there are more than one rule holds, it watches further alarms that each watch some.
    """
    actions = [topic_arn] if topic_arn is not None else None
    if len(alarms) > IN_ONE_RULE:
        alarms = {
            part: composite_alarm(
                *(f"{name}-{part}", f"{alarm_name}-{part}", f"{description}, part {part}"),
                {what: alarms[what] for what in some},
                parent=parent,
            )
            for part, some in _parts(sorted(alarms))
        }
    suppression = aws.cloudwatch.CompositeAlarmActionsSuppressorArgs
    return aws.cloudwatch.CompositeAlarm(
        name,
        alarm_name=alarm_name,
        alarm_description=description,
        alarm_rule=pulumi.Output.all(*(alarms[what] for what in sorted(alarms))).apply(_any_of),
        alarm_actions=actions,
        ok_actions=actions,
        actions_suppressor=(
            suppression(
                alarm=suppressor,
                wait_period=_SUPPRESSION_SECONDS,
                extension_period=_SUPPRESSION_SECONDS,
            )
            if suppressor
            else None
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    ).alarm_name


def _parts(names: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for start in range(0, len(names), IN_ONE_RULE):
        yield f"{start // IN_ONE_RULE + 1:02}", names[start : start + IN_ONE_RULE]


def _any_of(names: list[str]) -> str:
    return " OR ".join(f'ALARM("{name}")' for name in names)
