"""Smoke test: every version that awaits approval answers recorded requests before people decide."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.common.function import FunctionSpec
from components.parts.common.instance_types import has_local_disk, is_instance_type
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.common.publish import publish_statements
from components.parts.common.pulled_repositories import version_repositories
from components.parts.common.scheduled import scheduled_function
from components.parts.promotion.groups import chosen_groups_problems
from components.parts.trial.rights import REQUESTS, trial_statements, trier_statements
from components.policy_document import policy_document, trust
from components.settings import team_settings
from components.wiring import HasRoles, InNetwork, InStack, OfTeam, ServesVersions, reached
from components.workload_security_group import WorkloadSecurityGroup

DEFAULT_INSTANCE_TYPE = "ml.m5.large"
DEFAULT_LATENCY_MILLISECONDS = 1000

_EVERY = "rate(5 minutes)"
_TIMEOUT_SECONDS = 300
_MOST_GROUPS = 40
"""Groups with the longest names that fit a function's environment, which holds 4 KB in all."""

_FOLDER = re.compile(r"([\w-][\w.-]*/)+")
_REPOSITORY = re.compile(r"arn:aws[a-z-]*:ecr:[a-z0-9-]+:\d{12}:repository/[^*?]+")


@team_settings
class SmokeTestSettings(TypedDict):
    """What a team may choose about trying its versions."""

    instance_type: NotRequired[str]
    """SageMaker instance type of the trial endpoint. Default: ml.m5.large."""

    latency_milliseconds: NotRequired[int]
    """The longest that an answer may take, unless a request says otherwise. Default: 1000."""

    folder: NotRequired[str]
    """Folder of the artifacts zone with the recorded requests, `<group>.json` each.
    Default: smoke-tests/."""

    network_isolated: NotRequired[bool]
    """Whether the container can reach no network at all. Default: True."""

    image_repository_arns: NotRequired[list[str]]
    """Further ECR repositories that versions are served with, besides the stack's own and those of
    the training pipeline's images. Default: none."""

    log_retention_days: NotRequired[int]
    """Days that the logs of trial endpoints are kept. Default: 90."""

    groups: NotRequired[list[str]]
    """Groups to try, by the names that the team gave them. Default: all."""


class SmokeTestArgs(SmokeTestSettings, InStack, OfTeam, HasRoles, InNetwork, ServesVersions):
    """Inputs of `SmokeTest`."""

    group_names: list[str]
    """Names that the team gave its groups."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone."""

    topic_arn: pulumi.Input[str]
    """Topic that hears of the verdicts."""


class SmokeTest(pulumi.ComponentResource):
    """A function that brings up a trial endpoint for a version, questions it, and takes it away."""

    function_name: pulumi.Output[str]
    """Name of the function."""

    role_arn: pulumi.Output[str]
    """ARN of the role that trial endpoints act with."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: SmokeTestArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        prefix, key = args["prefix"], args["kms_key_arn"]
        groups = sorted(args.get("groups", args["group_names"]))
        wrong = list(self.problems(args))
        wrong += chosen_groups_problems(groups, args["group_names"], most=_MOST_GROUPS)
        reject("smoke_test", wrong)
        super().__init__("stepwell:index:SmokeTest", name, {**args}, opts)
        scope = AwsScope.of(self)
        instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
        folder = args.get("folder", REQUESTS)
        boundary = args.get("permissions_boundary_arn")
        group = WorkloadSecurityGroup(
            f"{name}-network", {**reached(args)}, opts=pulumi.ResourceOptions(parent=self)
        )
        role = aws.iam.Role(
            f"{name}-endpoint-role",
            description=f"What trial endpoints of {prefix} may do",
            assume_role_policy=trust(["sagemaker.amazonaws.com"], scope.account_id),
            permissions_boundary=boundary,
            opts=pulumi.ResourceOptions(parent=self),
        )
        policy = aws.iam.RolePolicy(
            f"{name}-endpoint-policy",
            role=role.id,
            policy=policy_document(
                *trial_statements(
                    scope,
                    prefix=prefix,
                    bucket=args["artifacts_bucket"],
                    kms_key_arn=key,
                    security_group_id=group.security_group_id,
                    repositories=version_repositories(
                        prefix,
                        scope,
                        args.get("inference_image_repository_arns", []),
                        args.get("image_repository_arns", []),
                    ),
                )
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )
        # Whoever uses the role from here finds its policy in place.
        role_arn = pulumi.Output.all(role.arn, policy.id).apply(lambda known: str(known[0]))
        settings = {
            "prefix": prefix,
            "groups": [f"{prefix}-{one}" for one in groups],
            "tags": {"team": args["team"], "environment": args["environment"]},
            "role_arn": role_arn,
            "instance_type": instance_type,
            "log_key": key,
            "log_retention_days": args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            "volume_key": None if has_local_disk(instance_type) else key,
            "network_isolated": args.get("network_isolated", True),
            "vpc_config": {
                "Subnets": args["subnet_ids"],
                "SecurityGroupIds": [group.security_group_id],
            },
            "artifacts_bucket": args["artifacts_bucket"],
            "folder": folder,
            "latency_milliseconds": args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS),
            "topic_arn": args["topic_arn"],
        }
        function = scheduled_function(
            name,
            FunctionSpec(
                code="try_model",
                description=f"Tries versions of {prefix} that await approval",
                environment={"SETTINGS": json_text(settings)},
                statements=[
                    *trier_statements(
                        scope,
                        prefix=prefix,
                        groups=groups,
                        bucket=args["artifacts_bucket"],
                        folder=folder,
                        kms_key_arn=key,
                        role_arn=role.arn,
                    ),
                    *publish_statements(args["topic_arn"], key),
                ],
                kms_key_arn=key,
                topic_arn=args["topic_arn"],
                timeout_seconds=_TIMEOUT_SECONDS,
            ),
            _EVERY,
            parent=self,
            boundary=boundary,
        )
        self.function_name = function.name
        self.role_arn = role_arn
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {
                "function_name": self.function_name,
                "role_arn": self.role_arn,
                "alarm_names": self.alarm_names,
            }
        )

    @staticmethod
    def problems(args: SmokeTestSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
        if not is_instance_type(instance_type):
            yield Problem("instance_type", f"must look like ml.m5.large, got {instance_type!r}")
        latency = args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS)
        if latency < 1:
            yield Problem("latency_milliseconds", f"must be at least 1, got {latency}")
        folder = args.get("folder", REQUESTS)
        if not _FOLDER.fullmatch(folder):
            yield Problem("folder", f"must be a folder like smoke-tests/, got {folder!r}")
        for index, arn in enumerate(args.get("image_repository_arns", [])):
            if not _REPOSITORY.fullmatch(arn):
                yield Problem(
                    f"image_repository_arns[{index}]",
                    f"must be the ARN of one repository, got {arn!r}",
                )
        days = args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
        yield from retention_problems("log_retention_days", days)
        groups = args.get("groups", [])
        if len(set(groups)) != len(groups):
            yield Problem("groups", f"must name each group once, got {groups}")
