"""Inference endpoint: models behind an HTTPS address, watched, scaled and changed without a gap."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.errors import Problem, reject
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.endpoint.alarms import endpoint_alarms
from components.parts.endpoint.deployment import name_in_service, of_one_mode, tags_of
from components.parts.endpoint.inference_components import (
    declare_components,
    shared_configuration,
)
from components.parts.endpoint.metrics import INSTANCES_NAMESPACE
from components.parts.endpoint.models import declare_configuration, declare_models
from components.parts.endpoint.modes import mode_of
from components.parts.endpoint.role import endpoint_role
from components.parts.endpoint.rollout import deployment_form
from components.parts.endpoint.scaled import machines, scale
from components.parts.endpoint.serving import (
    Folders,
    configuration_form,
    model_form,
    requests_form,
)
from components.parts.endpoint.settings import (
    InferenceEndpointArgs,
    InferenceEndpointSettings,
    endpoint_problems,
    endpoint_rollout,
    following_problems,
    name_problems,
)
from components.wiring import reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["InferenceEndpoint", "InferenceEndpointArgs", "InferenceEndpointSettings"]


class InferenceEndpoint(pulumi.ComponentResource):
    """An endpoint that changes its model without a gap, and undoes a bad one."""

    endpoint_name: pulumi.Output[str]
    """Name to invoke: `<prefix>-<endpoint>`."""

    endpoint_arn: pulumi.Output[str]
    """ARN of the endpoint."""

    role_arn: pulumi.Output[str]
    """ARN of the role that its instances act with."""

    security_group_id: pulumi.Output[str]
    """Id of the security group of its instances."""

    serving: pulumi.Output[str]
    """How to serve another version, as JSON: the requests of SageMaker's `CreateModel`,
    `CreateEndpointConfig` and `UpdateEndpoint`, without the names, the tags and the version;
    `{}` where inference components serve."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: InferenceEndpointArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        endpoint_name = f"{args['prefix']}-{args['endpoint']}"
        where, mode = f"endpoints.{args['endpoint']}", mode_of(args)
        followed = args.get("followed", False)
        reject(
            where,
            [*name_problems(name, args), *following_problems(args), *self.problems(args)],
        )
        super().__init__("stepwell:index:InferenceEndpoint", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)

        group = WorkloadSecurityGroup(f"{name}-network", {**reached(args)}, opts=child)
        folders = Folders.of(endpoint_name)
        role, policy = endpoint_role(name, args, folders, group.security_group_id, self)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"{INSTANCES_NAMESPACE}/{endpoint_name}",
            retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            kms_key_id=args["kms_key_arn"],
            opts=child,
        )
        common = model_form(args, role.arn, group.security_group_id)
        models = declare_models(name, args, common, policy, self)
        # The models of such an endpoint stand in its components.
        form = None if "inference_components" in args else configuration_form(args, folders, models)
        configuration = (
            shared_configuration(name, args, common, folders, self)
            if form is None
            else declare_configuration(name, args, form, self)
        )
        undoing, others = endpoint_alarms(name, args, self)
        deployment = deployment_form(*endpoint_rollout(args), undoing.values())
        tied = machines(name, args, self)
        endpoint = aws.sagemaker.Endpoint(
            f"{name}-endpoint",
            name=endpoint_name,
            endpoint_config_name=configuration,
            deployment_config=deployment,
            tags=tags_of(mode),
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=[policy, logs, *tied.values()],
                ignore_changes=[
                    "tags",
                    *(["endpointConfigName", "deploymentConfig"] if followed else []),
                ],
                # What would need another endpoint fails at its name instead, and this one serves.
                delete_before_replace=False,
            ),
        )
        scale(name, args, endpoint, tied, self)
        of_components = declare_components(name, args, endpoint, models, self)

        of_one_mode(where, endpoint.tags_all, mode)
        self.endpoint_name = (
            endpoint.name if followed else name_in_service(where, endpoint, configuration)
        )
        self.endpoint_arn = endpoint.arn
        self.role_arn = role.arn
        self.security_group_id = group.security_group_id
        self.serving = (
            pulumi.Output.from_input("{}")
            if form is None
            else requests_form(args, common, form, deployment)
        )
        self.alarm_names = {**undoing, **others, **of_components}
        self.register_outputs(
            {
                "endpoint_name": self.endpoint_name,
                "endpoint_arn": self.endpoint_arn,
                "role_arn": self.role_arn,
                "security_group_id": self.security_group_id,
                "serving": self.serving,
                "alarm_names": self.alarm_names,
            }
        )

    @staticmethod
    def problems(args: InferenceEndpointSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from endpoint_problems(args)
