"""Idle guard: finds endpoints and notebooks that nobody uses, says so, and can stop them."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.common.choices import choice_problems
from components.parts.common.function import FunctionSpec
from components.parts.common.publish import publish_statements
from components.parts.common.scheduled import scheduled_function
from components.parts.idle.statements import looking, stopping
from components.settings import team_settings
from components.wiring import HasRoles, InStack, OfTeam

DEFAULT_IDLE_HOURS = 24
DEFAULT_APP_HOURS = 72
DEFAULT_GRACE_HOURS = 24

_EVERY = "rate(3 hours)"
_MOST_HOURS = 720
_MOST_KEPT = 40
"""Names of 63 characters that fit a function's environment, which holds 4 KB in all."""

_TIMEOUT_SECONDS = 600


class OnIdle(StrEnum):
    """What happens to an idle notebook."""

    WARN = "warn"
    STOP = "stop"


class OnIdleEndpoint(StrEnum):
    """What happens to an idle endpoint."""

    WARN = "warn"
    SCALE_IN = "scale-in"
    DELETE = "delete"


_ACTIONS = {
    ("endpoints", OnIdleEndpoint.SCALE_IN): "sagemaker:UpdateEndpointWeightsAndCapacities",
    ("endpoints", OnIdleEndpoint.DELETE): "sagemaker:DeleteEndpoint",
    ("notebook_instances", OnIdle.STOP): "sagemaker:StopNotebookInstance",
    ("apps", OnIdle.STOP): "sagemaker:DeleteApp",
}
"""What each choice has the guard do; it may do nothing else."""


@team_settings
class IdleGuardSettings(TypedDict):
    """What a team may choose about idle resources."""

    endpoints: NotRequired[OnIdleEndpoint]
    """What happens to an endpoint without requests: `warn`, `scale-in` to one instance, or
    `delete`, which leaves model and configuration. Default: warn."""

    notebook_instances: NotRequired[OnIdle]
    """What happens to a notebook instance that nobody uses: `warn` or `stop`. Default: warn."""

    apps: NotRequired[OnIdle]
    """What happens to a Studio app that has been running for long: `warn` or `stop`.
    Default: warn."""

    idle_hours: NotRequired[int]
    """Hours without use after which endpoints and notebook instances are idle, 3 to 720.
    Default: 24."""

    app_hours: NotRequired[int]
    """Hours that a Studio app may run without a break, 3 to 720. Default: 72."""

    grace_hours: NotRequired[int]
    """Hours between the warning and the stop, 3 to 720. Default: 24."""

    keep: NotRequired[list[str]]
    """Names of endpoints and notebook instances that are never idle: `fraud-dev-churn`.
    Default: none."""


class IdleGuardArgs(IdleGuardSettings, InStack, OfTeam, HasRoles):
    """Inputs of `IdleGuard`."""

    topic_arn: pulumi.Input[str]
    """Topic that is told what is idle, and what was stopped."""

    domain_id: NotRequired[pulumi.Input[str]]
    """Studio domain whose apps are watched. Default: none is."""


class IdleGuard(pulumi.ComponentResource):
    """A function that looks for idle resources every three hours; it stops none unless told."""

    function_name: pulumi.Output[str]
    """Name of the function, to run it by hand."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: IdleGuardArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        choices = {
            kind: str(args.get(kind, OnIdle.WARN))
            for kind in ("endpoints", "notebook_instances", "apps")
        }
        actions = [action for (kind, on), action in _ACTIONS.items() if choices[kind] == on]
        reject("idle_guard", self.problems(args))
        super().__init__("stepwell:index:IdleGuard", name, {**args}, opts)

        scope = AwsScope.of(self)
        domain = args.get("domain_id")
        prefix, key, topic = args["prefix"], args["kms_key_arn"], args["topic_arn"]
        settings = {
            **choices,
            "prefix": prefix,
            "team": args["team"],
            "environment": args["environment"],
            "domain_id": domain,
            "topic_arn": topic,
            "idle_hours": args.get("idle_hours", DEFAULT_IDLE_HOURS),
            "app_hours": args.get("app_hours", DEFAULT_APP_HOURS),
            "grace_hours": args.get("grace_hours", DEFAULT_GRACE_HOURS),
            "keep": args.get("keep", []),
        }
        function = scheduled_function(
            name,
            FunctionSpec(
                code="stop_idle",
                description=f"Looks for idle endpoints and notebooks of {prefix}",
                environment={"SETTINGS": json_text(settings)},
                statements=[
                    *looking(scope, prefix, domain),
                    *stopping(scope, prefix, args["team"], domain, actions),
                    *publish_statements(topic, key),
                ],
                kms_key_arn=key,
                topic_arn=topic,
                timeout_seconds=_TIMEOUT_SECONDS,
            ),
            _EVERY,
            parent=self,
            boundary=args.get("permissions_boundary_arn"),
        )
        self.function_name = function.name
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {"function_name": self.function_name, "alarm_names": self.alarm_names}
        )

    @staticmethod
    def problems(args: IdleGuardSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        warn = OnIdle.WARN
        yield from choice_problems("endpoints", args.get("endpoints", warn), OnIdleEndpoint)
        yield from choice_problems(
            "notebook_instances", args.get("notebook_instances", warn), OnIdle
        )
        yield from choice_problems("apps", args.get("apps", warn), OnIdle)
        for field, hours in (
            ("idle_hours", args.get("idle_hours", DEFAULT_IDLE_HOURS)),
            ("app_hours", args.get("app_hours", DEFAULT_APP_HOURS)),
            ("grace_hours", args.get("grace_hours", DEFAULT_GRACE_HOURS)),
        ):
            if not 3 <= hours <= _MOST_HOURS:
                yield Problem(field, f"must be 3 to {_MOST_HOURS} hours, got {hours}")
        keep = args.get("keep", [])
        if len(set(keep)) != len(keep):
            yield Problem("keep", f"must name each resource once, got {keep}")
        if len(keep) > _MOST_KEPT:
            yield Problem("keep", f"must be at most {_MOST_KEPT} names, got {len(keep)}")
