"""Composite alarms: one state for many alarms."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

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
    """
    actions = [topic_arn] if topic_arn is not None else None
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


def _any_of(names: list[str]) -> str:
    return " OR ".join(f'ALARM("{name}")' for name in names)
