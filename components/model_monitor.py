"""Model monitor: whether a model still sees what it was trained for, and is still good."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.dead_letters import dead_letters
from components.parts.common.function import FunctionSpec, platform_function
from components.parts.common.python_image import python_image
from components.parts.common.triggers import (
    Started,
    let_start,
    schedule_role,
    start_on_event,
    start_on_schedule,
)
from components.parts.drift.alarms import AlarmWindows, blind_alarm, violation_alarm
from components.parts.drift.analysis import analysis_config, schedule_expression
from components.parts.drift.reports import report_table
from components.parts.drift.roles import analysis_statements, starter_statements
from components.parts.drift.scope import Watched
from components.parts.drift.settings import (
    DEFAULT_WINDOW_HOURS,
    ModelMonitorSettings,
    alarm_windows,
    monitor_problems,
    watched,
)
from components.parts.drift.wired import ModelMonitorArgs, watched_source, wiring_problems
from components.policy_document import policy_document, trust
from components.wiring import reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["ModelMonitor", "ModelMonitorArgs", "ModelMonitorSettings"]

_STARTS_TRAINING = ("data_quality", "model_quality", "explainability")
"""Monitors whose alarms new training may answer; it cannot answer bias in the data."""


class ModelMonitor(pulumi.ComponentResource):
    """Compares each window of predictions with a baseline, in jobs without a network."""

    drift_alarm_prefix: pulumi.Output[str]
    """What the names of the alarms start with that new training may answer."""

    drift_alarm_arns: pulumi.Output[list[str]]
    """ARNs of those alarms."""

    schedule_name: pulumi.Output[str]
    """Name of the schedule that starts the analysis of a window."""

    role_arn: pulumi.Output[str]
    """Role that the analyses run with."""

    baseline_prefix: pulumi.Output[str]
    """Where the baseline is put: `s3://<artifacts>/monitoring/<source>/baseline/`."""

    label_prefix: pulumi.Output[str]
    """Where labels are put: `s3://<curated>/labels/<source>/`."""

    table_name: pulumi.Output[str]
    """Table of the reports."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ModelMonitorArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        hours = args.get("window_hours", DEFAULT_WINDOW_HOURS)
        violations, windows = alarm_windows(args)
        reject(
            f"model_monitors.{args['source'].removeprefix(args['prefix'] + '-')}",
            [*wiring_problems(name, args), *self.problems(args)],
        )
        super().__init__("stepwell:index:ModelMonitor", name, {**args}, opts)
        of = watched_source(args, AwsScope.of(self))
        boundary = args.get("permissions_boundary_arn")

        group = WorkloadSecurityGroup(
            f"{name}-network", {**reached(args)}, opts=pulumi.ResourceOptions(parent=self)
        ).security_group_id
        image = args.get("image_uri") or of.aws.region.apply(python_image)
        self.role_arn = self._job_role(name, of, image, group, boundary)
        failed = dead_letters(
            name, kms_key_arn=args["kms_key_arn"], topic_arn=args["topic_arn"], parent=self
        )
        function = platform_function(
            name,
            FunctionSpec(
                code="watch_model",
                files=["analyse_predictions", "model_statistics"],
                description=f"Starts the analyses of {of.name} and counts what they find",
                environment={
                    "CONFIG": analysis_config(
                        args,
                        of,
                        image_uri=image,
                        role_arn=self.role_arn,
                        subnet_ids=args["subnet_ids"],
                        security_group_id=group,
                        tags={"team": args["team"], "environment": args["environment"]},
                    )
                },
                statements=list(starter_statements(of, self.role_arn)),
                into_closed_zones=True,
                kms_key_arn=args["kms_key_arn"],
                topic_arn=args["topic_arn"],
                dead_letters=failed,
            ),
            parent=self,
            boundary=boundary,
        )
        started = Started(function=function, dead_letters=failed, parent=self)
        self.schedule_name = self._start(name, of, hours, started, boundary)
        limits = AlarmWindows(
            source=of.name,
            window_hours=hours,
            violations=violations,
            windows=windows,
            topic_arn=args["topic_arn"],
        )
        self.alarm_names = {**function.alarm_names}
        arns = list[pulumi.Output[str]]()
        for monitor in watched(args):
            answered = monitor in _STARTS_TRAINING
            role = ("drift-" if answered else "") + monitor.replace("_", "-")
            alarm = violation_alarm(f"{name}-{role}", monitor, limits, self)
            self.alarm_names[role] = alarm.name
            if answered:
                arns.append(alarm.arn)
        self.alarm_names["blind"] = blind_alarm(f"{name}-blind", limits, self)

        self.drift_alarm_prefix = pulumi.Output.from_input(f"{name}-drift-")
        self.drift_alarm_arns = pulumi.Output.all(*arns).apply(list)
        self.baseline_prefix = pulumi.Output.concat(
            "s3://", of.artifacts_bucket, f"/{of.folder}/baseline/"
        )
        self.label_prefix = pulumi.Output.concat("s3://", of.curated_bucket, f"/{of.labels}")
        self.table_name = report_table(
            name,
            of,
            database_name=args["database_name"],
            workgroup_name=args["workgroup_name"],
            parent=self,
        )
        self.register_outputs(
            {
                "drift_alarm_prefix": self.drift_alarm_prefix,
                "drift_alarm_arns": self.drift_alarm_arns,
                "schedule_name": self.schedule_name,
                "role_arn": self.role_arn,
                "baseline_prefix": self.baseline_prefix,
                "label_prefix": self.label_prefix,
                "table_name": self.table_name,
                "alarm_names": self.alarm_names,
            }
        )

    def _job_role(
        self,
        name: str,
        of: Watched,
        image_uri: pulumi.Input[str],
        security_group_id: pulumi.Input[str],
        boundary: pulumi.Input[str] | None,
    ) -> pulumi.Output[str]:
        """Declare the role that analyses run with; return its ARN once it may do its work."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-job",
            description=f"What the analyses of {of.name} may do",
            assume_role_policy=trust(["sagemaker.amazonaws.com"], of.aws.account_id),
            permissions_boundary=boundary,
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-job-policy",
            role=role.id,
            policy=policy_document(*analysis_statements(of, image_uri, security_group_id)),
            opts=child,
        )
        return pulumi.Output.all(role.arn, policy.id).apply(lambda known: str(known[0]))

    def _start(
        self,
        name: str,
        of: Watched,
        window_hours: int,
        started: Started,
        boundary: pulumi.Input[str] | None,
    ) -> pulumi.Output[str]:
        """Start the function after each window, and when an analysis has ended."""
        role = schedule_role(f"{name}-clock", parent=self, boundary=boundary)
        schedule = start_on_schedule(
            f"{name}-windows",
            description=f"Starts the analysis of the last window of {of.name}",
            expression=schedule_expression(window_hours),
            payload={"time": "<aws.scheduler.scheduled-time>"},
            role=role,
            rights=let_start(f"{name}-clock-policy", role, started),
            started=started,
        )
        start_on_event(
            f"{name}-ended",
            f"Analyses of {of.name} that have ended",
            {
                "source": ["aws.sagemaker"],
                "detail-type": ["SageMaker Processing Job State Change"],
                "detail": {
                    "ProcessingJobName": [{"prefix": f"{of.name}-mon-"}],
                    "ProcessingJobStatus": ["Completed", "Failed", "Stopped"],
                },
            },
            started,
        )
        return schedule.name

    @staticmethod
    def problems(args: ModelMonitorSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from monitor_problems(args)
