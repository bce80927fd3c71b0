"""What a team may choose about the deployment of a model, with its limits."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.settings import team_settings
from components.wiring import HasRoles, InStack

_GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 51
"""With `-role` and the eight characters that Pulumi adds, this fills a role's 64."""

_LONGEST_ENDPOINT = 47
"""With `-v`, five digits, a hyphen and eight characters, this fills SageMaker's 63."""


@team_settings
class ModelDeploymentSettings(TypedDict):
    """What a team may choose about which version an endpoint serves."""

    group: str
    """Group of the registry whose versions the endpoint serves: `churn`."""

    version: NotRequired[int]
    """Version to serve and to stay with, to roll back: 3. Default: the newest approved one."""

    log_retention_days: NotRequired[int]
    """Days that the logs of deployments are kept. Default: 90."""


class ModelDeploymentArgs(ModelDeploymentSettings, InStack, HasRoles):
    """Inputs of `ModelDeployment`."""

    endpoint: str
    """Name of the endpoint within the stack: `churn`."""

    endpoint_name: pulumi.Input[str]
    """Physical name of the endpoint."""

    endpoint_role_arn: pulumi.Input[str]
    """Role that its instances act with."""

    group_arn: pulumi.Input[str]
    """ARN of the group, possibly of another account."""

    serving: pulumi.Input[str]
    """How to serve a version, as JSON: the requests of SageMaker's `CreateModel`,
    `CreateEndpointConfig` and `UpdateEndpoint`, each under its name, without the names, the tags
    and the version that are added."""

    topic_arn: pulumi.Input[str]
    """Topic that hears when a version could not be deployed."""


def deployment_problems(args: ModelDeploymentSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    if not _GROUP_NAME.fullmatch(args["group"]):
        yield Problem("group", f"must be the name of a group in registry, got {args['group']!r}")
    version = args.get("version", 1)
    if not 1 <= version <= 99999:
        yield Problem("version", f"must be the number of a version, 1 or more, got {version}")
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )


def name_problems(name: str, args: ModelDeploymentArgs) -> Iterator[Problem]:
    """Yield a problem when the names that derive from these are too long for AWS."""
    if len(name) > _LONGEST_NAME:
        yield Problem("name", f"must be at most {_LONGEST_NAME} characters, got {name!r}")
    endpoint = f"{args['prefix']}-{args['endpoint']}"
    if len(endpoint) > _LONGEST_ENDPOINT:
        yield Problem(
            "endpoint", f"must be at most {_LONGEST_ENDPOINT} characters, got {endpoint!r}"
        )
