"""What starts a function of the platform: events that a rule matches, and schedules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.json_text import json_text
from components.parts.common.dead_letters import DeadLetters
from components.parts.common.function import PlatformFunction, let_invoke
from components.policy_document import policy_document, trust

_GIVE_UP_SECONDS = 6 * 3600
"""How long EventBridge tries to hand over an event; an older one says nothing new."""

_TRIES = 185
"""The default of both EventBridge and its Scheduler: only the time above ends the trying."""


@dataclass(frozen=True, kw_only=True)
class Started:
    """A function, and what all that starts it have in common."""

    function: PlatformFunction
    dead_letters: DeadLetters
    parent: pulumi.ComponentResource
    enabled: bool = True
    """Whether rules and schedules are on."""

    @property
    def state(self) -> str:
        """State of a rule or a schedule."""
        return "ENABLED" if self.enabled else "DISABLED"


def start_on_event(
    name: str, description: str, pattern: Mapping[str, Any], started: Started
) -> aws.cloudwatch.EventTarget:
    """Hand every event that matches `pattern` to the function, as it is."""
    return _rule(name, description, {"event_pattern": json_text(pattern)}, started)


def start_every_hour(name: str, description: str, started: Started) -> aws.cloudwatch.EventTarget:
    """Start the function once an hour, for what no event has told it."""
    return _rule(name, description, {"schedule_expression": "rate(1 hour)"}, started)


def _rule(
    name: str, description: str, when: Mapping[str, Any], started: Started
) -> aws.cloudwatch.EventTarget:
    rule = aws.cloudwatch.EventRule(
        name,
        # A rule's name holds 64 characters; with a random end, the logical name may not fit.
        name=name,
        description=description,
        state=started.state,
        opts=pulumi.ResourceOptions(parent=started.parent),
        **when,
    )
    permission = let_invoke(
        f"{name}-invokes", started.function, "events.amazonaws.com", rule.arn, started.parent
    )
    return aws.cloudwatch.EventTarget(
        f"{name}-to-function",
        rule=rule.name,
        arn=started.function.arn,
        dead_letter_config=aws.cloudwatch.EventTargetDeadLetterConfigArgs(
            arn=started.dead_letters.arn
        ),
        retry_policy=aws.cloudwatch.EventTargetRetryPolicyArgs(
            maximum_event_age_in_seconds=_GIVE_UP_SECONDS, maximum_retry_attempts=_TRIES
        ),
        opts=pulumi.ResourceOptions(parent=started.parent, depends_on=[permission]),
    )


def schedule_role(
    name: str,
    *,
    parent: pulumi.ComponentResource,
    boundary: pulumi.Input[str] | None,
) -> aws.iam.Role:
    """Declare the role that EventBridge Scheduler acts with; `let_start` gives it its rights."""
    return aws.iam.Role(
        name,
        description="What schedules may do: start one function",
        assume_role_policy=trust(["scheduler.amazonaws.com"], AwsScope.of(parent).account_id),
        permissions_boundary=boundary,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def let_start(name: str, role: aws.iam.Role, started: Started) -> aws.iam.RolePolicy:
    """Let schedules with `role` start the function, and keep what they could not hand over."""
    return aws.iam.RolePolicy(
        name,
        role=role.id,
        policy=policy_document(
            {
                "Sid": "StartTheFunction",
                "Effect": "Allow",
                "Action": "lambda:InvokeFunction",
                "Resource": started.function.arn,
            },
            *started.dead_letters.statements(),
        ),
        opts=pulumi.ResourceOptions(parent=started.parent),
    )


def start_on_schedule(
    name: str,
    *,
    description: str,
    expression: str,
    time_zone: str = "UTC",
    payload: Mapping[str, Any],
    role: aws.iam.Role,
    rights: aws.iam.RolePolicy,
    started: Started,
) -> aws.scheduler.Schedule:
    """Start the function with `payload` whenever `expression` says so."""
    return aws.scheduler.Schedule(
        name,
        description=description,
        schedule_expression=expression,
        schedule_expression_timezone=time_zone,
        state=started.state,
        flexible_time_window=aws.scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
        target=aws.scheduler.ScheduleTargetArgs(
            arn=started.function.arn,
            role_arn=role.arn,
            input=json_text(payload),
            dead_letter_config=aws.scheduler.ScheduleTargetDeadLetterConfigArgs(
                arn=started.dead_letters.arn
            ),
            retry_policy=aws.scheduler.ScheduleTargetRetryPolicyArgs(
                maximum_event_age_in_seconds=_GIVE_UP_SECONDS, maximum_retry_attempts=_TRIES
            ),
        ),
        opts=pulumi.ResourceOptions(parent=started.parent, depends_on=[rights]),
    )
