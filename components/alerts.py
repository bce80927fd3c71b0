"""Alerts: who is woken, where a team reads along, and one state for the whole stack."""

from collections.abc import Iterator

import pulumi

from components.errors import Problem, reject
from components.parts.alert.chat import chat_channels, failures_to_chat
from components.parts.alert.composite import composite_alarm
from components.parts.alert.settings import (
    AlertsArgs,
    AlertsSettings,
    Severity,
    alerts_problems,
    critical_alarms,
    wiring_problems,
)
from components.parts.alert.webhooks import subscribe_webhooks
from components.parts.common.dead_letters import dead_letters
from components.parts.monitor.notification_topic import encrypted_topic

__all__ = ["Alerts", "AlertsArgs", "AlertsSettings"]


class Alerts(pulumi.ComponentResource):
    """Chat channels and pagers, and composite alarms that say whether the stack is well."""

    urgent_topic_arn: pulumi.Output[str]
    """ARN of the topic that says when something critical goes wrong, and when it is over."""

    critical_alarm_name: pulumi.Output[str] | None
    """Name of the alarm that is on while a critical one is; None while no alarm is critical."""

    health_alarm_name: pulumi.Output[str] | None
    """Name of the alarm that is on while any of the stack is; None while there is no alarm."""

    def __init__(
        self, name: str, args: AlertsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        prefix, topic = args["prefix"], args["topic_arn"]
        reject("alerts", [*self.problems(args), *wiring_problems(args)])
        super().__init__("stepwell:index:Alerts", name, {**args}, opts)

        self.urgent_topic_arn = encrypted_topic(f"{name}-urgent", args["kms_key_arn"], self)
        critical = critical_alarms(args)
        self.critical_alarm_name = self.health_alarm_name = None
        if critical:
            self.critical_alarm_name = composite_alarm(
                *(f"{name}-critical", f"{prefix}-critical", f"{prefix}: callers are affected"),
                critical,
                topic_arn=self.urgent_topic_arn,
                suppressor=args.get("suppressor_alarm"),
                parent=self,
            )
        if args["alarm_names"]:
            # Tells nobody: each alarm in it has told the stack's topic already.
            self.health_alarm_name = composite_alarm(
                *(f"{name}-health", f"{prefix}-health", f"{prefix}: some alarm is on"),
                args["alarm_names"],
                parent=self,
            )
        webhooks = args.get("webhooks", {})
        if webhooks:
            failed = dead_letters(
                name,
                kms_key_arn=args["kms_key_arn"],
                topic_arn=topic,
                parent=self,
                from_topics=[topic, self.urgent_topic_arn],
            )
            topics = {Severity.ALL: topic, Severity.CRITICAL: self.urgent_topic_arn}
            subscribe_webhooks(name, webhooks, topics, failed, self)
        if "slack" in args or "teams" in args:
            chat = encrypted_topic(f"{name}-chat", args["kms_key_arn"], self)
            failures_to_chat(name, prefix, args.get("failure_rules", {}), chat, self)
            chat_channels(name, args, [topic, chat, self.urgent_topic_arn], self)
        self.register_outputs(
            {
                "urgent_topic_arn": self.urgent_topic_arn,
                "critical_alarm_name": self.critical_alarm_name,
                "health_alarm_name": self.health_alarm_name,
            }
        )

    @staticmethod
    def problems(args: AlertsSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from alerts_problems(args)
