"""Batch inference: predictions for all that lies in a folder, on a schedule, as a table."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.dead_letters import dead_letters
from components.parts.common.function import FunctionSpec, platform_function
from components.parts.common.pulled_repositories import version_repositories
from components.parts.common.time_zones import DEFAULT_TIME_ZONE
from components.parts.common.triggers import (
    Started,
    let_start,
    schedule_role,
    start_on_event,
    start_on_schedule,
)
from components.parts.transform.requests import wanted
from components.parts.transform.results import result_table
from components.parts.transform.roles import model_statements, starter_statements
from components.parts.transform.settings import (
    DEFAULT_PREFIX,
    BatchInferenceSettings,
    DataZone,
    OutputSettings,
    allowed_problems,
    batch_problems,
)
from components.parts.transform.wired import (
    BatchInferenceArgs,
    folder_problems,
    name_problems,
    zone_buckets,
)
from components.policy_document import policy_document, trust
from components.wiring import reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["BatchInference", "BatchInferenceArgs", "BatchInferenceSettings"]


class BatchInference(pulumi.ComponentResource):
    """Runs a version of the registry over a folder, and catalogues what it predicts."""

    output_bucket: pulumi.Output[str]
    """Bucket of the results."""

    output_prefix: pulumi.Output[str]
    """Folder of the results, with one folder for each day in it."""

    table_name: pulumi.Output[str]
    """Table of the results."""

    schedule_name: pulumi.Output[str]
    """Name of the schedule that starts runs."""

    start_function_name: pulumi.Output[str]
    """Function that starts a run now, given a `time`."""

    role_arn: pulumi.Output[str]
    """Role that the model acts with."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: BatchInferenceArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject(
            f"batch_inference.{args['batch']}",
            [
                *name_problems(name, args),
                *folder_problems(args),
                *self.problems(args),
                *allowed_problems(args, args.get("allowed_instance_types", [])),
            ],
        )
        super().__init__("stepwell:index:BatchInference", name, {**args}, opts)
        scope = AwsScope.of(self)
        boundary = args.get("permissions_boundary_arn")
        source = f"{args['prefix']}-{args['batch']}"
        output = args.get("output", OutputSettings())
        folder = f"{output.get('prefix', DEFAULT_PREFIX)}{args['batch']}/"
        buckets = zone_buckets(args)
        target = buckets[output.get("zone", DataZone.CURATED)]
        location = pulumi.Output.concat("s3://", target, f"/{folder}")

        group = WorkloadSecurityGroup(
            f"{name}-network", {**reached(args)}, opts=pulumi.ResourceOptions(parent=self)
        ).security_group_id
        self.role_arn = self._model_role(name, args, scope, (target, folder), group)
        failed = dead_letters(
            name, kms_key_arn=args["kms_key_arn"], topic_arn=args["topic_arn"], parent=self
        )
        function = platform_function(
            name,
            FunctionSpec(
                code="infer_batch",
                description=f"Starts {source} and deletes its model afterwards",
                environment={
                    "WANTED": wanted(
                        args,
                        name=source,
                        group_arn=args["group_arn"],
                        input_bucket=buckets[args["input"]["zone"]],
                        output=location,
                        role_arn=self.role_arn,
                        subnet_ids=args["subnet_ids"],
                        security_group_id=group,
                        kms_key_arn=args["kms_key_arn"],
                        tags={"team": args["team"], "environment": args["environment"]},
                    )
                },
                statements=list(
                    starter_statements(
                        scope,
                        name=source,
                        group_arn=args["group_arn"],
                        input_bucket=buckets[args["input"]["zone"]],
                        role_arn=self.role_arn,
                        kms_key_arn=args["kms_key_arn"],
                    )
                ),
                kms_key_arn=args["kms_key_arn"],
                topic_arn=args["topic_arn"],
                dead_letters=failed,
            ),
            parent=self,
            boundary=boundary,
        )
        started = Started(function=function, dead_letters=failed, parent=self)
        clock = schedule_role(f"{name}-clock", parent=self, boundary=boundary)
        schedule = start_on_schedule(
            f"{name}-schedule",
            description=f"Starts {source}",
            expression=args["schedule"],
            time_zone=args.get("time_zone", DEFAULT_TIME_ZONE),
            payload={"time": "<aws.scheduler.scheduled-time>"},
            role=clock,
            rights=let_start(f"{name}-clock-policy", clock, started),
            started=started,
        )
        start_on_event(
            f"{name}-ended",
            f"Runs of {source} that have ended",
            {
                "source": ["aws.sagemaker"],
                "detail-type": ["SageMaker Transform Job State Change"],
                "detail": {
                    "TransformJobName": [{"prefix": f"{source}-"}],
                    "TransformJobStatus": ["Completed", "Failed", "Stopped"],
                },
            },
            started,
        )

        self.output_bucket = pulumi.Output.from_input(target)
        self.output_prefix = pulumi.Output.from_input(folder)
        self.table_name = result_table(name, args, location, self)
        self.schedule_name = schedule.name
        self.start_function_name = function.name
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {
                "output_bucket": self.output_bucket,
                "output_prefix": self.output_prefix,
                "table_name": self.table_name,
                "schedule_name": self.schedule_name,
                "start_function_name": self.start_function_name,
                "role_arn": self.role_arn,
                "alarm_names": self.alarm_names,
            }
        )

    def _model_role(
        self,
        name: str,
        args: BatchInferenceArgs,
        scope: AwsScope,
        target: tuple[pulumi.Input[str], str],
        security_group_id: pulumi.Input[str],
    ) -> pulumi.Output[str]:
        """Declare the role that the model acts with; return its ARN once it may do its work."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-model",
            description=f"What the models of {name} may do",
            assume_role_policy=trust(["sagemaker.amazonaws.com"], scope.account_id),
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        prefix = args["input"]["prefix"]
        policy = aws.iam.RolePolicy(
            f"{name}-model-policy",
            role=role.id,
            policy=policy_document(
                *model_statements(
                    scope,
                    source=(zone_buckets(args)[args["input"]["zone"]], prefix.partition("{")[0]),
                    target=target,
                    artifacts_bucket=args["artifacts_bucket"],
                    repositories=version_repositories(
                        args["prefix"],
                        scope,
                        args.get("inference_image_repository_arns", []),
                        args.get("image_repository_arns", []),
                    ),
                    kms_key_arn=args["kms_key_arn"],
                    security_group_id=security_group_id,
                )
            ),
            opts=child,
        )
        return pulumi.Output.all(role.arn, policy.id).apply(lambda known: str(known[0]))

    @staticmethod
    def problems(args: BatchInferenceSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from batch_problems(args)
