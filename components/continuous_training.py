"""Continuous training: what starts the training pipeline, one run at a time."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.errors import Problem, reject
from components.parts.common.dead_letters import dead_letters
from components.parts.common.time_zones import DEFAULT_TIME_ZONE
from components.parts.common.triggers import (
    Started,
    let_start,
    schedule_role,
    start_on_event,
    start_on_schedule,
)
from components.parts.starting.events import drift_pattern, new_object_pattern
from components.parts.starting.function import start_function
from components.parts.starting.settings import (
    ContinuousTrainingArgs,
    ContinuousTrainingSettings,
    NewDataSettings,
    name_problems,
    training_problems,
)

__all__ = ["ContinuousTraining", "ContinuousTrainingArgs", "ContinuousTrainingSettings"]


class ContinuousTraining(pulumi.ComponentResource):
    """Starts a pipeline on schedule, on new data, on drift and on demand, never twice at once."""

    start_function_name: pulumi.Output[str]
    """Function that people invoke with a reason: the component's name and `-start`."""

    start_function_arn: pulumi.Output[str]
    """ARN of that function, for the roles that may invoke it."""

    failed_queue_url: pulumi.Output[str]
    """Queue of what could not be started."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ContinuousTrainingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("continuous_training", [*name_problems(name), *self.problems(args)])
        super().__init__("stepwell:index:ContinuousTraining", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)

        failed = dead_letters(
            name, kms_key_arn=args["kms_key_arn"], topic_arn=args["topic_arn"], parent=self
        )
        later = aws.scheduler.ScheduleGroup(f"{name}-later", opts=child)
        role = schedule_role(
            f"{name}-schedules", parent=self, boundary=args.get("permissions_boundary_arn")
        )
        function = start_function(name, args, failed, later, role, self)
        started = Started(
            function=function,
            dead_letters=failed,
            parent=self,
            enabled=not args.get("paused", False),
        )
        rights = let_start(f"{name}-schedules-policy", role, started)
        if "schedule" in args:
            start_on_schedule(
                f"{name}-schedule",
                description=f"Trains on {args['schedule']}",
                expression=args["schedule"],
                time_zone=args.get("time_zone", DEFAULT_TIME_ZONE),
                payload={
                    "kind": "schedule",
                    "reason": args["schedule"],
                    "since": "<aws.scheduler.scheduled-time>",
                },
                role=role,
                rights=rights,
                started=started,
            )
        if "new_data" in args:
            self._start_on_data(name, args, args["new_data"], started)
        alarms = args.get("drift_alarm_prefixes")
        if alarms and args.get("starts_on_drift", True):
            start_on_event(
                f"{name}-drift",
                "Alarms of the model monitor that start training",
                drift_pattern(alarms),
                started,
            )

        self.start_function_name = function.name
        self.start_function_arn = function.arn
        self.failed_queue_url = failed.url
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {
                "start_function_name": self.start_function_name,
                "start_function_arn": self.start_function_arn,
                "failed_queue_url": self.failed_queue_url,
                "alarm_names": self.alarm_names,
            }
        )

    def _start_on_data(
        self, name: str, args: ContinuousTrainingArgs, data: NewDataSettings, started: Started
    ) -> None:
        buckets = {
            "raw": args["raw_bucket"],
            "curated": args["curated_bucket"],
            "features": args["features_bucket"],
        }
        start_on_event(
            f"{name}-new-data",
            f"New objects in the {data['zone']} zone that start training",
            new_object_pattern(buckets[data["zone"]], data),
            started,
        )

    @staticmethod
    def problems(args: ContinuousTrainingSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from training_problems(args)
