"""Training pipeline: validates, prepares, trains, evaluates, and registers what is better."""

from collections.abc import Iterator, Mapping
from typing import Any, NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from components.parts.monitor.failure_events import PIPELINE, report_failure
from components.parts.pipeline.checks import all_steps
from components.parts.pipeline.code import StepCode, declare_code
from components.parts.pipeline.definition import adapted, filled, load
from components.parts.pipeline.registered import registered_repositories
from components.parts.pipeline.role import PipelineScope, job_statements, pipeline_statements
from components.parts.pipeline.settings import (
    DEFAULT_MAX_PARALLEL_STEPS,
    CheckedPipelineArgs,
    TrainingPipelineSettings,
    settings_problems,
)
from components.parts.pipeline.source import source_of
from components.parts.pipeline.stack_values import group_name, images, tag_list
from components.policy_document import policy_document, trust
from components.wiring import HasRoles, HoldsData, InStack, OfTeam, Zones

__all__ = ["TrainingPipeline", "TrainingPipelineArgs", "TrainingPipelineSettings"]


class TrainingPipelineArgs(CheckedPipelineArgs, InStack, OfTeam, HasRoles, HoldsData, Zones):
    """Inputs of `TrainingPipeline`."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets that jobs run in."""

    security_group_id: pulumi.Input[str]
    """Security group of jobs."""

    training_role_arn: pulumi.Input[str]
    """Role that jobs run with; it is also let read the code, and the versions of the group."""

    guardrails_policy_arn: NotRequired[pulumi.Input[str]]
    """Policy that refuses jobs outside the limits of the stack. Default: none."""

    model_package_groups: pulumi.Input[list[str]]
    """Physical names of the groups of the model registry."""

    topic_arn: pulumi.Input[str]
    """Topic that hears of failed executions."""

    tags: NotRequired[dict[str, str]]
    """Further tags of jobs, which do not inherit those of the stack. Default: none."""


class TrainingPipeline(pulumi.ComponentResource):
    """A SageMaker pipeline from data to a version that awaits approval, and its role."""

    pipeline_name: pulumi.Output[str]
    """Name of the pipeline: `<prefix>-training`."""

    pipeline_arn: pulumi.Output[str]
    """ARN of the pipeline, for whoever may start it."""

    role_arn: pulumi.Output[str]
    """Role that the pipeline starts jobs with; the jobs run with the training role."""

    inference_image_repository_arns: pulumi.Output[list[str]]
    """Repositories of the images that its versions are registered with, and served with."""

    def __init__(
        self, name: str, args: TrainingPipelineArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("training_pipeline", self.problems(args))
        super().__init__("stepwell:index:TrainingPipeline", name, {**args}, opts)
        self._args = args
        aws_scope = AwsScope.of(self)
        prefix = args["prefix"]
        pipeline = f"{prefix}-training"
        code = declare_code(
            name,
            source_of(args),
            kms_key_arn=args["kms_key_arn"],
            protect=args.get("protect_data", True),
            parent=self,
        )
        definition = adapted(load(args)[0], args, prefix)
        scope = PipelineScope(
            aws=aws_scope,
            prefix=prefix,
            steps=list(all_steps(definition)),
            kms_key_arn=args["kms_key_arn"],
            artifacts_bucket=args["artifacts_bucket"],
            team=args["team"],
            training_role_arn=args["training_role_arn"],
            group=group_name(args, prefix, args["model_package_groups"]),
        )
        self.role_arn, granted = self._role(name, scope, code)
        created = aws.sagemaker.Pipeline(
            f"{name}-pipeline",
            pipeline_name=pipeline,
            pipeline_display_name=pipeline,
            pipeline_description=f"Trains, evaluates and registers models of {prefix}",
            role_arn=self.role_arn,
            pipeline_definition=json_text(
                filled(definition, self._stack_values(scope, pipeline, code)), sort_keys=True
            ),
            parallelism_configuration=aws.sagemaker.PipelineParallelismConfigurationArgs(
                max_parallel_execution_steps=args.get(
                    "max_parallel_steps", DEFAULT_MAX_PARALLEL_STEPS
                )
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[*code.objects, *granted]),
        )
        report_failure(name, "pipeline", PIPELINE, prefix, args["topic_arn"], self)
        self.pipeline_name = created.pipeline_name
        self.pipeline_arn = created.arn
        self.inference_image_repository_arns = registered_repositories(args, aws_scope)
        self.register_outputs(
            {
                "pipeline_name": self.pipeline_name,
                "pipeline_arn": self.pipeline_arn,
                "role_arn": self.role_arn,
                "inference_image_repository_arns": self.inference_image_repository_arns,
            }
        )

    def _stack_values(
        self, scope: PipelineScope, pipeline: str, code: StepCode
    ) -> Mapping[str, Any]:
        """What the placeholders of the definition stand for."""
        args = self._args
        tags = {**args.get("tags", {}), "team": args["team"], "environment": args["environment"]}
        return {
            "role_arn": args["training_role_arn"],
            "kms_key_arn": args["kms_key_arn"],
            "subnet_ids": args["subnet_ids"],
            "security_group_id": args["security_group_id"],
            "tags": tag_list(tags),
            "region": scope.aws.region,
            "raw_bucket": args["raw_bucket"],
            "curated_bucket": args["curated_bucket"],
            "features_bucket": args["features_bucket"],
            "artifacts_bucket": args["artifacts_bucket"],
            "code_uri": code.uri,
            "pipeline_name": pipeline,
            "model_group": scope.group,
            **images(args, scope.aws),
        }

    def _role(
        self, name: str, scope: PipelineScope, code: StepCode
    ) -> tuple[pulumi.Output[str], list[pulumi.Resource]]:
        """Declare the pipeline's role; return its ARN, and what it is not ready without."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description=f"What the training pipeline of {scope.prefix} may do",
            assume_role_policy=trust(["sagemaker.amazonaws.com"], scope.aws.account_id),
            permissions_boundary=self._args.get("permissions_boundary_arn"),
            # Pipelines reads the figures that conditions compare from a network of AWS.
            tags=OUTSIDE_VPC_TAG,
            opts=child,
        )
        granted: list[pulumi.Resource] = [
            aws.iam.RolePolicy(
                f"{name}-policy",
                role=role.name,
                policy=policy_document(*pipeline_statements(scope)),
                opts=child,
            )
        ]
        if "guardrails_policy_arn" in self._args:
            granted.append(
                aws.iam.RolePolicyAttachment(
                    f"{name}-guardrails",
                    role=role.name,
                    policy_arn=self._args["guardrails_policy_arn"],
                    opts=child,
                )
            )
        training_role = pulumi.Output.from_input(scope.training_role_arn)
        granted.append(
            aws.iam.RolePolicy(
                f"{name}-jobs",
                role=training_role.apply(lambda arn: arn.rsplit("/", 1)[-1]),
                policy=policy_document(*job_statements(scope, code.bucket_arn)),
                opts=child,
            )
        )
        return role.arn, granted

    @staticmethod
    def problems(args: CheckedPipelineArgs) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        wrong = list(settings_problems(args))
        yield from wrong
        if not wrong:
            yield from load(args)[1]
