"""Model deployment: an endpoint serves the newest approved version of a model, or a named one."""

import json
from collections.abc import Iterator
from typing import Any

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.dead_letters import dead_letters
from components.parts.common.function import FunctionSpec, platform_function
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.common.triggers import Started, start_every_hour, start_on_event
from components.parts.following.events import endpoint_pattern, parameter_pattern, version_pattern
from components.parts.following.role import deployer_statements
from components.parts.following.settings import (
    ModelDeploymentArgs,
    ModelDeploymentSettings,
    deployment_problems,
    name_problems,
)

__all__ = ["ModelDeployment", "ModelDeploymentArgs", "ModelDeploymentSettings"]

_TIMEOUT_SECONDS = 120


class ModelDeployment(pulumi.ComponentResource):
    """Deploys what people approve, takes back what they reject, and stays with what is named."""

    deploy_function_name: pulumi.Output[str]
    """Function that deploys, to invoke when a failed version is to be tried again."""

    wanted_parameter_name: pulumi.Output[str]
    """Parameter that says what the endpoint is to serve."""

    failed_queue_url: pulumi.Output[str]
    """Queue of what could not be carried out."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ModelDeploymentArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        where = f"deployments.{args['endpoint']}"
        reject(where, [*name_problems(name, args), *self.problems(args)])
        super().__init__("stepwell:index:ModelDeployment", name, {**args}, opts)
        scope = AwsScope.of(self)
        path = f"/stepwell/{args['prefix']}/endpoints/{args['endpoint']}"
        wanted = f"{path}/wanted"

        attempt = aws.ssm.Parameter(
            f"{name}-attempt",
            name=f"{path}/attempt",
            description="What was deployed last; the function that deploys keeps it",
            type="String",
            insecure_value="{}",
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["insecureValue"]),
        )
        failed = dead_letters(
            name, kms_key_arn=args["kms_key_arn"], topic_arn=args["topic_arn"], parent=self
        )
        function = platform_function(
            name,
            FunctionSpec(
                code="deploy_model",
                function_name=name,
                description="Makes an endpoint serve the version of its model that is wanted",
                environment={"WANTED": wanted, "ATTEMPT": attempt.name},
                statements=deployer_statements(
                    args, scope, wanted=scope.arn("ssm", f"parameter{wanted}"), attempt=attempt
                ),
                kms_key_arn=args["kms_key_arn"],
                topic_arn=args["topic_arn"],
                timeout_seconds=_TIMEOUT_SECONDS,
                log_retention_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
                dead_letters=failed,
            ),
            parent=self,
            boundary=args.get("permissions_boundary_arn"),
        )
        started = Started(function=function, dead_letters=failed, parent=self)
        start_on_event(
            f"{name}-decided",
            f"Versions of {args['group']} that people approve or reject",
            version_pattern(args["group_arn"]),
            started,
        )
        start_on_event(
            f"{name}-ready",
            f"Endpoint {args['endpoint']}, deployed or gone back",
            endpoint_pattern(args["endpoint_name"]),
            started,
        )
        told = start_on_event(
            f"{name}-wanted",
            f"What endpoint {args['endpoint']} is to serve from now on",
            parameter_pattern(wanted),
            started,
        )
        start_every_hour(f"{name}-hourly", "For what no event has told", started)
        parameter = aws.ssm.Parameter(
            f"{name}-wanted-parameter",
            name=wanted,
            description=f"What endpoint {args['endpoint']} is to serve, and how",
            type="String",
            # An advanced parameter, at a price, only where 4 KB do not do.
            tier="Intelligent-Tiering",
            # Nothing in it is secret, and a preview shows what changes.
            insecure_value=_wanted(args),
            # Last, so that the change wakes a function that is up to date.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[told]),
        )

        self.deploy_function_name = function.name
        self.wanted_parameter_name = parameter.name
        self.failed_queue_url = failed.url
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {
                "deploy_function_name": self.deploy_function_name,
                "wanted_parameter_name": self.wanted_parameter_name,
                "failed_queue_url": self.failed_queue_url,
                "alarm_names": self.alarm_names,
            }
        )

    @staticmethod
    def problems(args: ModelDeploymentSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from deployment_problems(args)


def _wanted(args: ModelDeploymentArgs) -> pulumi.Output[str]:
    """What the function reads: endpoint, group, version and how to serve it."""

    def document(known: list[Any]) -> str:
        endpoint, group, serving = known
        wanted = {
            "endpoint": endpoint,
            "group": group,
            "version": args.get("version"),
            "serving": json.loads(serving),
        }
        return json.dumps(wanted, sort_keys=True, separators=(",", ":"))

    return pulumi.Output.all(args["endpoint_name"], args["group_arn"], args["serving"]).apply(
        document
    )
