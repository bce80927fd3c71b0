"""Service monitor: who is told when something fails, and the one screen that shows it all."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.alarm_on_any import alarm_on_any
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.monitor.dashboard import DashboardContents, dashboard_body
from components.parts.monitor.failure_events import report_failures
from components.parts.monitor.notification_topic import (
    encrypted_topic,
    receiver_problems,
    subscribe,
)
from components.settings import team_settings


@team_settings
class ServiceMonitorSettings(TypedDict):
    """What a team may choose about its monitoring."""

    notify: NotRequired[dict[str, str]]
    """Who is told, by a name of your own: an e-mail address or an https:// address each. AWS asks
    every one of them to confirm. Default: nobody."""

    topic_arn: NotRequired[str]
    """ARN of an existing encrypted SNS topic to adopt. Default: a topic is created."""

    log_retention_days: NotRequired[int]
    """Days that the team's own log group keeps a line. Default: 90."""


class ServiceMonitorArgs(ServiceMonitorSettings):
    """Inputs of `ServiceMonitor`."""

    prefix: str
    """What the names of the stack's jobs, queues and endpoints start with: `fraud-dev`."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts notifications and logs; its policy must let EventBridge and CloudWatch in,
    or notifications are lost without an error."""

    endpoint_names: NotRequired[list[str]]
    """Names of the endpoints to show. Default: none."""

    job_queue_name: NotRequired[pulumi.Input[str]]
    """Name of the job queue to show. Default: none."""

    job_log_group: NotRequired[pulumi.Input[str]]
    """Log group of the queue's jobs to show. Default: none."""

    raw_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the raw zone, to show its size. Default: not shown."""

    curated_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the curated zone, to show its size. Default: not shown."""

    features_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the features zone, to show its size. Default: not shown."""

    artifacts_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the artifacts zone, to show its size. Default: not shown."""


class ServiceMonitor(pulumi.ComponentResource):
    """Notifications of failures, alarms on lost notifications, a log group and a dashboard."""

    topic_arn: pulumi.Output[str]
    """ARN of the topic that every notification of the stack goes through."""

    dashboard_name: pulumi.Output[str]
    """Name of the dashboard in CloudWatch."""

    log_group_name: pulumi.Output[str]
    """Name of the log group for whatever the team runs itself."""

    failure_rules: dict[str, pulumi.Output[str]]
    """Names of the event rules that report failures, by what they report."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ServiceMonitorArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        prefix = args["prefix"]
        retention = args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
        reject("service_monitor", self.problems(args))
        super().__init__("stepwell:index:ServiceMonitor", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)

        adopted = args.get("topic_arn")
        if adopted is not None:
            self.topic_arn = pulumi.Output.from_input(adopted)
        else:
            self.topic_arn = encrypted_topic(name, args["kms_key_arn"], self)
        subscribe(name, self.topic_arn, args.get("notify", {}), self)
        rules = report_failures(name, prefix, self.topic_arn, self)
        self.alarm_names = self._alarm_on_lost_notifications(name, rules)

        log_group = aws.cloudwatch.LogGroup(
            f"{name}-team-logs",
            name=f"/{prefix}/team",
            retention_in_days=retention,
            kms_key_id=args["kms_key_arn"],
            opts=child,
        )
        dashboard = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=prefix,
            dashboard_body=dashboard_body(
                DashboardContents(
                    prefix=prefix,
                    region=AwsScope.of(self).region,
                    endpoints=args.get("endpoint_names", []),
                    rules=rules,
                    zones=_zones(args),
                    job_queue_name=args.get("job_queue_name"),
                    job_log_group=args.get("job_log_group"),
                )
            ),
            opts=child,
        )

        self.dashboard_name = dashboard.dashboard_name
        self.log_group_name = log_group.name
        self.failure_rules = rules
        self.register_outputs(
            {
                "topic_arn": self.topic_arn,
                "dashboard_name": self.dashboard_name,
                "log_group_name": self.log_group_name,
                "failure_rules": self.failure_rules,
                "alarm_names": self.alarm_names,
            }
        )

    def _alarm_on_lost_notifications(
        self, name: str, rules: dict[str, pulumi.Output[str]]
    ) -> dict[str, pulumi.Output[str]]:
        """Alarm when the topic cannot reach a receiver, or a rule cannot reach the topic."""
        topic_name = self.topic_arn.apply(lambda arn: arn.rsplit(":", 1)[-1])
        alarms = {
            "receiver-lost": self._alarm_on_any(
                f"{name}-receiver-lost",
                "A subscriber of the notification topic could not be reached",
                ("AWS/SNS", "NumberOfNotificationsFailed"),
                {"TopicName": topic_name},
            )
        }
        # The usual cause is a key policy without EventBridge. Alarms use CloudWatch's own grant
        # on the key, so these still get through.
        for kind, rule in rules.items():
            alarms[f"{kind}-lost"] = self._alarm_on_any(
                f"{name}-{kind}-lost",
                f"EventBridge could not deliver failed {kind} work to the notification topic",
                ("AWS/Events", "FailedInvocations"),
                {"RuleName": rule},
            )
        return alarms

    def _alarm_on_any(
        self,
        name: str,
        description: str,
        metric: tuple[str, str],
        dimensions: dict[str, pulumi.Output[str]],
    ) -> pulumi.Output[str]:
        return alarm_on_any(
            name, description, metric, dimensions, topic_arn=self.topic_arn, parent=self
        )

    @staticmethod
    def problems(args: ServiceMonitorSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from receiver_problems(args.get("notify", {}))
        yield from retention_problems(
            "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
        )
        topic = args.get("topic_arn")
        if topic is not None and ":sns:" not in topic:
            yield Problem("topic_arn", f"must be the ARN of an SNS topic, got {topic!r}")


def _zones(args: ServiceMonitorArgs) -> dict[str, pulumi.Input[str]]:
    """Return the buckets that were wired in, by the name of their zone."""
    buckets = {
        "raw": args.get("raw_bucket"),
        "curated": args.get("curated_bucket"),
        "features": args.get("features_bucket"),
        "artifacts": args.get("artifacts_bucket"),
    }
    return {zone: bucket for zone, bucket in buckets.items() if bucket is not None}
