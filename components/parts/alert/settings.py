"""What a team may choose about its alerts, with its limits."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.errors import Problem
from components.settings import team_settings
from components.wiring import HasRoles, InStack

DEFAULT_CRITICAL = ("*server-errors",)

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PARAMETER = re.compile(r"/[a-zA-Z0-9._/-]+")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Severity(StrEnum):
    """Which notifications a receiver gets."""

    CRITICAL = "critical"
    """That the stack's critical composite alarm goes off, and that it is over."""

    ALL = "all"
    """Every notification of the stack."""


@team_settings
class SlackSettings(TypedDict):
    """A channel in Slack."""

    workspace_id: str
    """Id of the workspace, which somebody has let in once in the AWS console: `T07EA123LEP`."""

    channel_id: str
    """Id of the channel: `C07EZ1ABC23`."""


@team_settings
class TeamsSettings(TypedDict):
    """A channel in Microsoft Teams."""

    tenant_id: str
    """Id of the tenant, a UUID, which somebody has let in once in the AWS console."""

    team_id: str
    """Id of the team, a UUID."""

    channel_id: str
    """Id of the channel, as its link has it: `19%3a…%40thread.tacv2`."""


@team_settings
class WebhookSettings(TypedDict):
    """An address that notifications are posted to, PagerDuty's for instance."""

    url_parameter: str
    """Name of the parameter in Parameter Store, a `SecureString`, that holds the https:// address:
    `/fraud/pagerduty-url`. The address itself is a secret."""

    severity: NotRequired[Severity]
    """What it hears of: `critical` or `all`. Default: critical."""


@team_settings
class AlertsSettings(TypedDict):
    """What a team may choose about its alerts."""

    slack: NotRequired[SlackSettings]
    """Channel in Slack that hears of everything. Default: none."""

    teams: NotRequired[TeamsSettings]
    """Channel in Microsoft Teams that hears of everything. Default: none."""

    webhooks: NotRequired[dict[str, WebhookSettings]]
    """Addresses that notifications are posted to, by a name of your own. Default: none."""

    critical: NotRequired[list[str]]
    """Patterns of the alarms that are critical: `churn-*`. Default: server errors, of endpoints and
    APIs."""

    suppressor_alarm: NotRequired[str]
    """Name of an alarm that keeps the critical alarm silent while it is on, such as one that is set
    during maintenance. Default: none."""


class AlertsArgs(AlertsSettings, InStack, HasRoles):
    """Inputs of `Alerts`."""

    topic_arn: pulumi.Input[str]
    """Topic that every notification of the stack goes through."""

    alarm_names: dict[str, pulumi.Input[str]]
    """Physical names of the stack's alarms, each by what it watches: `churn-server-errors`."""

    failure_rules: NotRequired[dict[str, pulumi.Input[str]]]
    """Names of the event rules that report failures, by what they report, for the chat channels.
    Default: only alarms appear there."""


def critical_alarms(args: AlertsArgs) -> Mapping[str, pulumi.Input[str]]:
    """Return the alarms whose names match a pattern of `critical`."""
    patterns = args.get("critical", list(DEFAULT_CRITICAL))
    return {
        what: name
        for what, name in args["alarm_names"].items()
        if any(fnmatchcase(what, pattern) for pattern in patterns)
    }


def alerts_problems(args: AlertsSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    slack = args.get("slack")
    if slack is not None:
        for field, id_ in (
            ("workspace_id", slack["workspace_id"]),
            ("channel_id", slack["channel_id"]),
        ):
            if not re.fullmatch(r"[A-Z0-9]+", id_):
                yield Problem(f"slack.{field}", f"must be an id of Slack's, got {id_!r}")
    teams = args.get("teams")
    if teams is not None:
        for field, id_ in (("tenant_id", teams["tenant_id"]), ("team_id", teams["team_id"])):
            if not _UUID.fullmatch(id_):
                yield Problem(f"teams.{field}", f"must be a UUID, got {id_!r}")
    for name, webhook in args.get("webhooks", {}).items():
        if not _NAME.fullmatch(name):
            yield Problem(
                f"webhooks.{name}", f"must be lowercase words joined by hyphens, got {name!r}"
            )
        parameter = webhook["url_parameter"]
        if not _PARAMETER.fullmatch(parameter):
            # Whatever was written instead may be the secret itself, so it is not repeated.
            reason = "must be the name of a parameter that starts with a slash, got something else"
            yield Problem(f"webhooks.{name}.url_parameter", reason)
    if args.get("critical") == []:
        yield Problem("critical", "must name at least one pattern, got an empty list")


def wiring_problems(args: AlertsArgs) -> Iterator[Problem]:
    """Yield what is wrong with how the alerts are joined with the rest of their stack."""
    waits = [
        name
        for name, webhook in args.get("webhooks", {}).items()
        if webhook.get("severity", Severity.CRITICAL) == Severity.CRITICAL
    ]
    if waits and not critical_alarms(args):
        known = ", ".join(sorted(args["alarm_names"])) or "no alarm"
        patterns = args.get("critical", list(DEFAULT_CRITICAL))
        yield Problem("critical", f"must match one of {known}, got {patterns}")
