"""Managed training: role, network, limits and defaults of SageMaker jobs."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.training.defaults import SDK_CONFIG_KEY, JobDefaults, parameter, sdk_config
from components.parts.training.guardrails import JobLimits, guardrails
from components.parts.training.role import JobScope, job_statements
from components.parts.training.settings import (
    DEFAULT_MAX_RUNTIME_HOURS,
    DEFAULT_SPOT_EXTRA_WAIT_HOURS,
    DEFAULT_VOLUME_GIB,
    ManagedTrainingSettings,
    instance_type,
    instance_types,
    on_spot,
    training_problems,
)
from components.policy_document import policy_document
from components.wiring import HasRoles, InNetwork, InStack, OfTeam, Zones, reached
from components.workload_security_group import WorkloadSecurityGroup


class ManagedTrainingArgs(ManagedTrainingSettings, InStack, OfTeam, HasRoles, InNetwork, Zones):
    """Inputs of `ManagedTraining`."""

    tracking_server_arn: NotRequired[pulumi.Input[str]]
    """MLflow tracking server to log to. Default: any whose name starts with the prefix."""

    tags: NotRequired[dict[str, str]]
    """Further tags of jobs, which do not inherit those of the stack. Default: none."""


class ManagedTraining(pulumi.ComponentResource):
    """What SageMaker jobs run with, what they may not do, and what they do by default."""

    role_arn: pulumi.Output[str]
    """Role that jobs run with."""

    security_group_id: pulumi.Output[str]
    """Security group of jobs; machines of one job reach each other."""

    guardrails_policy_arn: pulumi.Output[str]
    """Policy that refuses jobs outside the limits, for every role that starts jobs."""

    defaults_parameter: pulumi.Output[str]
    """Name of the SSM parameter that holds the job defaults as JSON."""

    def __init__(
        self, name: str, args: ManagedTrainingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("training", self.problems(args))
        super().__init__("stepwell:index:ManagedTraining", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)
        scope = AwsScope.of(self)

        self.security_group_id = self._security_group(name, args)
        self.role_arn = self._role(name, args, scope)
        defaults = self._defaults(args)
        self.guardrails_policy_arn = aws.iam.Policy(
            f"{name}-guardrails",
            description=f"Refuses SageMaker jobs outside the limits of {args['prefix']}",
            policy=policy_document(
                *guardrails(
                    JobLimits(
                        instance_types=defaults.instance_types,
                        subnet_ids=args["subnet_ids"],
                        security_group_id=self.security_group_id,
                        kms_key_arn=args["kms_key_arn"],
                        max_runtime_hours=defaults.max_runtime_hours,
                        keep_alive_minutes=defaults.keep_alive_minutes,
                        encrypted_between_containers=defaults.encrypted_between_containers,
                    )
                )
            ),
            opts=child,
        ).arn
        self.defaults_parameter = aws.ssm.Parameter(
            f"{name}-defaults",
            name=f"/stepwell/{args['prefix']}/training/defaults",
            description=f"Defaults of SageMaker jobs of {args['prefix']}",
            type="String",
            value=json_text(parameter(defaults)),
            opts=child,
        ).name
        if defaults.sdk_config:
            aws.s3.BucketObjectv2(
                f"{name}-sdk-config",
                bucket=args["artifacts_bucket"],
                key=SDK_CONFIG_KEY,
                # JSON is YAML too, and needs no writer.
                content=json_text(sdk_config(defaults), indent=2),
                content_type="application/yaml",
                kms_key_id=args["kms_key_arn"],
                server_side_encryption="aws:kms",
                opts=child,
            )
        self.register_outputs(
            {
                "role_arn": self.role_arn,
                "security_group_id": self.security_group_id,
                "guardrails_policy_arn": self.guardrails_policy_arn,
                "defaults_parameter": self.defaults_parameter,
            }
        )

    def _security_group(self, name: str, args: ManagedTrainingArgs) -> pulumi.Output[str]:
        """Declare the security group of jobs; return its id."""
        return WorkloadSecurityGroup(
            f"{name}-network",
            {**reached(args), "self_traffic": True},
            pulumi.ResourceOptions(parent=self),
        ).security_group_id

    def _role(self, name: str, args: ManagedTrainingArgs, scope: AwsScope) -> pulumi.Output[str]:
        """Declare the role that jobs run with; return its ARN."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description=f"What SageMaker jobs of {args['prefix']} run with",
            # A domain that passes on who its users are needs the second action.
            assume_role_policy=policy_document(
                {
                    "Effect": "Allow",
                    "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
                    "Principal": {"Service": "sagemaker.amazonaws.com"},
                    "Condition": {"StringEquals": {"aws:SourceAccount": scope.account_id}},
                }
            ),
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        tracking = args.get("tracking_server_arn")
        own_servers = scope.arn("sagemaker", f"mlflow-tracking-server/{args['prefix']}-*")
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.name,
            policy=policy_document(
                *job_statements(
                    JobScope(
                        aws=scope,
                        prefix=args["prefix"],
                        kms_key_arn=args["kms_key_arn"],
                        raw_bucket=args["raw_bucket"],
                        curated_bucket=args["curated_bucket"],
                        features_bucket=args["features_bucket"],
                        artifacts_bucket=args["artifacts_bucket"],
                        vpc_id=args["vpc_id"],
                        subnet_ids=args["subnet_ids"],
                        security_group_id=self.security_group_id,
                        tracking_server_arn=own_servers if tracking is None else tracking,
                    )
                )
            ),
            opts=child,
        )
        # Whoever gets the ARN gets a role that can already do its work.
        return pulumi.Output.all(role.arn, policy.id).apply(lambda known: known[0])

    def _defaults(self, args: ManagedTrainingArgs) -> JobDefaults:
        """The settings with every default in its place."""
        runtime = args.get("max_runtime_hours", DEFAULT_MAX_RUNTIME_HOURS)
        return JobDefaults(
            prefix=args["prefix"],
            tags={
                **args.get("tags", {}),
                "team": args["team"],
                "environment": args["environment"],
            },
            role_arn=self.role_arn,
            artifacts_bucket=args["artifacts_bucket"],
            kms_key_arn=args["kms_key_arn"],
            subnet_ids=args["subnet_ids"],
            security_group_id=self.security_group_id,
            instance_types=instance_types(args),
            instance_type=instance_type(args),
            volume_gib=args.get("default_volume_gib", DEFAULT_VOLUME_GIB),
            max_runtime_hours=runtime,
            spot=on_spot(args),
            spot_max_wait_hours=args.get(
                "spot_max_wait_hours", runtime + DEFAULT_SPOT_EXTRA_WAIT_HOURS
            ),
            keep_alive_minutes=args.get("keep_alive_minutes", 0),
            encrypted_between_containers=args.get("encrypt_between_containers", True),
            sdk_config=args.get("publish_sdk_config", True),
            training_plan_arn=args.get("training_plan_arn"),
        )

    @staticmethod
    def problems(args: ManagedTrainingSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from training_problems(args)
