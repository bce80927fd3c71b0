"""Inference endpoint: one model behind an HTTPS address, in real time, watched and scaled."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.endpoint.alarms import AlarmLimits, endpoint_alarms
from components.parts.endpoint.deployment import (
    container,
    data_capture,
    deployment,
    name_in_service,
    volume_key,
)
from components.parts.endpoint.metrics import INSTANCES_NAMESPACE, VARIANT
from components.parts.endpoint.role import (
    endpoint_role,
    endpoint_statements,
    pulled_repositories,
    readable_artifacts,
)
from components.parts.endpoint.scaling import scale, scaled_machine
from components.parts.endpoint.settings import (
    DEFAULT_CAPTURE_PERCENT,
    DEFAULT_IDLE_HOURS,
    DEFAULT_INSTANCE_TYPE,
    DEFAULT_LATENCY_MILLISECONDS,
    InferenceEndpointArgs,
    InferenceEndpointSettings,
    endpoint_problems,
    name_problems,
    scaling_limits,
)
from components.wiring import reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["InferenceEndpoint", "InferenceEndpointArgs", "InferenceEndpointSettings"]


class InferenceEndpoint(pulumi.ComponentResource):
    """A real-time endpoint that replaces its model without a gap, and undoes a bad one."""

    endpoint_name: pulumi.Output[str]
    """Name to invoke: `<prefix>-<endpoint>`."""

    endpoint_arn: pulumi.Output[str]
    """ARN of the endpoint."""

    role_arn: pulumi.Output[str]
    """ARN of the role that its instances act with."""

    security_group_id: pulumi.Output[str]
    """Id of the security group of its instances."""

    def __init__(
        self, name: str, args: InferenceEndpointArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        endpoint_name = f"{args['prefix']}-{args['endpoint']}"
        capture_percent = args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT)
        limits = scaling_limits(args)
        wrong = [*name_problems(name, args["endpoint"]), *self.problems(args)]
        reject(f"endpoints.{args['endpoint']}", wrong)
        super().__init__("stepwell:index:InferenceEndpoint", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)

        group = WorkloadSecurityGroup(f"{name}-network", {**reached(args)}, opts=child)
        capture = f"data-capture/{endpoint_name}"
        role, policy = self._role(name, args, endpoint_name, capture, group.security_group_id)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"{INSTANCES_NAMESPACE}/{endpoint_name}",
            retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            kms_key_id=args["kms_key_arn"],
            opts=child,
        )
        model = aws.sagemaker.Model(
            f"{name}-model",
            execution_role_arn=role.arn,
            enable_network_isolation=args.get("network_isolated", True),
            primary_container=container(args),
            vpc_config=aws.sagemaker.ModelVpcConfigArgs(
                security_group_ids=[group.security_group_id], subnets=args["subnet_ids"]
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        configuration = aws.sagemaker.EndpointConfiguration(
            f"{name}-config",
            kms_key_arn=volume_key(args, args["kms_key_arn"]),
            production_variants=[
                aws.sagemaker.EndpointConfigurationProductionVariantArgs(
                    variant_name=VARIANT,
                    model_name=model.name,
                    instance_type=args.get("instance_type", DEFAULT_INSTANCE_TYPE),
                    initial_instance_count=limits.min_instances,
                    initial_variant_weight=1,
                )
            ],
            data_capture_config=data_capture(
                capture_percent,
                pulumi.Output.concat("s3://", args["artifacts_bucket"], "/", capture),
                args["kms_key_arn"],
            ),
            opts=child,
        )
        alarms = endpoint_alarms(
            name,
            AlarmLimits(
                endpoint=endpoint_name,
                latency_milliseconds=args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS),
                idle_hours=args.get("idle_hours", DEFAULT_IDLE_HOURS),
                topic_arn=args["topic_arn"],
            ),
            self,
        )
        machine = scaled_machine(
            name,
            f"{args['prefix']}/endpoints/{args['endpoint']}",
            args.get("instance_type", DEFAULT_INSTANCE_TYPE),
            self,
        )
        endpoint = aws.sagemaker.Endpoint(
            f"{name}-endpoint",
            name=endpoint_name,
            endpoint_config_name=configuration.name,
            deployment_config=deployment(alarms),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy, logs, machine]),
        )
        if limits.max_instances > limits.min_instances:
            scale(name, endpoint, endpoint_name, limits, machine, self)

        where = f"endpoints.{args['endpoint']}"
        self.endpoint_name = name_in_service(where, endpoint, configuration)
        self.endpoint_arn = endpoint.arn
        self.role_arn = role.arn
        self.security_group_id = group.security_group_id
        self.register_outputs(
            {
                "endpoint_name": self.endpoint_name,
                "endpoint_arn": self.endpoint_arn,
                "role_arn": self.role_arn,
                "security_group_id": self.security_group_id,
            }
        )

    def _role(
        self,
        name: str,
        args: InferenceEndpointArgs,
        endpoint_name: str,
        capture: str,
        security_group_id: pulumi.Input[str],
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        scope = AwsScope.of(self)
        bucket = args["artifacts_bucket"]
        captures = args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT) > 0
        objects = pulumi.Output.concat(
            "arn:", scope.partition, ":s3:::", bucket, "/", capture, "/*"
        )
        return endpoint_role(
            name,
            parent=self,
            boundary=args.get("permissions_boundary_arn"),
            statements=endpoint_statements(
                scope=scope,
                endpoint=endpoint_name,
                repositories=pulled_repositories(args, args["prefix"], scope),
                artifacts=readable_artifacts(args, bucket, scope),
                capture=objects if captures else None,
                kms_key_arn=args["kms_key_arn"],
                security_group_id=security_group_id,
            ),
        )

    @staticmethod
    def problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from endpoint_problems(args)
