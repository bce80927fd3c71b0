"""Permissions boundary: the most that any role of a stack can ever do."""

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.boundary.statements import boundary_statements
from components.policy_document import policy_document
from components.settings import team_settings

FORBIDDEN_SERVICES = frozenset(
    {
        "account",
        "aws-portal",
        "billing",
        "controltower",
        "iam",
        "organizations",
        "payments",
        "purchase-orders",
        "sso",
        "sts",
        "tax",
    }
)
"""Services through which a role could widen its own permissions or act on the account itself."""

_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]*")
_POLICY_ARN = re.compile(r"arn:aws[a-z-]*:iam::(aws|\d{12}):policy/.+")


@team_settings
class PermissionsBoundarySettings(TypedDict):
    """What a team may choose about its permissions boundary."""

    policy_arn: NotRequired[str]
    """ARN of an existing managed policy to adopt as boundary. Default: a policy is created."""

    additional_services: NotRequired[list[str]]
    """IAM prefixes of further AWS services that roles may use: `dynamodb`. Default: none."""


class PermissionsBoundaryArgs(PermissionsBoundarySettings):
    """Inputs of `PermissionsBoundary`."""

    prefix: str
    """Start of the name of every role of the stack; only such roles may be passed or assumed."""

    team: str
    """Value of the tag `team` on the stack's resources; resources of other teams are closed."""

    reader_role_arns: NotRequired[Sequence[pulumi.Input[str]]]
    """Roles of other accounts that the stack's roles may assume: those that model versions are
    fetched with. Default: none."""


class PermissionsBoundary(pulumi.ComponentResource):
    """A managed policy that grants nothing and caps every role that carries it."""

    policy_arn: pulumi.Output[str]
    """ARN of the policy, for the `permissions_boundary` of every role."""

    def __init__(
        self, name: str, args: PermissionsBoundaryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        additional = args.get("additional_services", [])
        reject("permissions_boundary", self.problems(args))
        super().__init__("stepwell:index:PermissionsBoundary", name, {**args}, opts)

        adopted = args.get("policy_arn")
        if adopted is not None:
            self.policy_arn = pulumi.Output.from_input(adopted)
        else:
            policy = aws.iam.Policy(
                f"{name}-policy",
                description=f"The most that a role of {args['prefix']} can do; grants nothing",
                policy=policy_document(
                    *boundary_statements(
                        AwsScope.of(self),
                        args["prefix"],
                        args["team"],
                        additional,
                        args.get("reader_role_arns", []),
                    )
                ),
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.policy_arn = policy.arn
        self.register_outputs({"policy_arn": self.policy_arn})

    @staticmethod
    def problems(args: PermissionsBoundarySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        arn = args.get("policy_arn")
        if arn is not None and not _POLICY_ARN.fullmatch(arn):
            yield Problem("policy_arn", f"must be the ARN of an IAM managed policy, got {arn!r}")
        services = args.get("additional_services", [])
        if arn is not None and "additional_services" in args:
            yield Problem(
                "additional_services",
                f"must be left out when policy_arn adopts a policy, got {services}",
            )
        for index, service in enumerate(services):
            where = f"additional_services[{index}]"
            if not _SERVICE.fullmatch(service):
                yield Problem(
                    where, f"must be an IAM service prefix like dynamodb, got {service!r}"
                )
            elif service in FORBIDDEN_SERVICES:
                yield Problem(where, f"must not administer the account or IAM, got {service!r}")
            elif service in services[:index]:
                yield Problem(where, f"must be listed once, got {service!r} again")
