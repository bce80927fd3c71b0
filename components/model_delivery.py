"""Model delivery: what other accounts may fetch of this stack's approved models, and how."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.promotion.names import PROMOTED, PROMOTER, reader_role
from components.parts.promotion.reader import reader_statements, reader_trust
from components.parts.training.role import RESULTS
from components.policy_document import policy_document
from components.settings import team_settings
from components.wiring import HasRoles, InStack

DEFAULT_FOLDERS = (RESULTS, PROMOTED)

_ACCOUNT = re.compile(r"\d{12}")
_PREFIX = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_FOLDER = re.compile(r"([\w-][\w.-]*/)+")


@team_settings
class ModelDeliverySettings(TypedDict):
    """What a team may choose about who fetches its models."""

    readers: NotRequired[dict[str, str]]
    """Accounts that fetch approved versions, by the prefix of the stack there:
    `fraud-prod: "222222222222"`. Default: none."""

    folders: NotRequired[list[str]]
    """Folders of the artifacts zone that models and their reports lie in.
    Default: `training/`, and `promoted/` for what was fetched from elsewhere."""


class ModelDeliveryArgs(ModelDeliverySettings, InStack, HasRoles):
    """Inputs of `ModelDelivery`."""

    group_names: pulumi.Input[list[str]]
    """Physical names of the model package groups."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone."""


class ModelDelivery(pulumi.ComponentResource):
    """One role that reads approved models, for one function in each account that may fetch."""

    reader_role_arn: pulumi.Output[str | None]
    """ARN of the role; none while nobody fetches."""

    def __init__(
        self, name: str, args: ModelDeliveryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        readers = args.get("readers", {})
        wrong = list(self.problems(args))
        if args["prefix"] in readers:
            own = args["prefix"]
            wrong.append(
                Problem(f"readers.{own}", f"must be named after another stack, got {own!r}")
            )
        reject("model_delivery", wrong)
        super().__init__("stepwell:index:ModelDelivery", name, {**args}, opts)
        self.reader_role_arn = pulumi.Output.from_input(None)
        if readers:
            scope = AwsScope.of(self)
            role = aws.iam.Role(
                f"{name}-reader",
                # Known to the other accounts before it exists.
                name=reader_role(args["prefix"]),
                description=f"What {', '.join(sorted(readers))} may fetch of {args['prefix']}",
                assume_role_policy=reader_trust(scope, readers, PROMOTER),
                permissions_boundary=args.get("permissions_boundary_arn"),
                opts=pulumi.ResourceOptions(parent=self),
            )
            policy = aws.iam.RolePolicy(
                f"{name}-reader-policy",
                role=role.id,
                policy=policy_document(
                    *reader_statements(
                        scope,
                        prefix=args["prefix"],
                        group_names=args["group_names"],
                        bucket=args["artifacts_bucket"],
                        folders=args.get("folders", list(DEFAULT_FOLDERS)),
                        kms_key_arn=args["kms_key_arn"],
                    )
                ),
                opts=pulumi.ResourceOptions(parent=self),
            )
            known = pulumi.Output.all(role.arn, policy.id)
            self.reader_role_arn = known.apply(lambda k: str(k[0]))
        self.register_outputs({"reader_role_arn": self.reader_role_arn})

    @staticmethod
    def problems(args: ModelDeliverySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        for prefix, account in args.get("readers", {}).items():
            if not _PREFIX.fullmatch(prefix):
                yield Problem(
                    f"readers.{prefix}", f"must be named after a stack, fraud-prod, got {prefix!r}"
                )
            if not _ACCOUNT.fullmatch(account):
                yield Problem(f"readers.{prefix}", f"must be 12 digits, in quotes, got {account!r}")
        folders = args.get("folders", list(DEFAULT_FOLDERS))
        if not folders:
            yield Problem("folders", "must list at least one folder, got an empty list")
        for index, folder in enumerate(folders):
            if not _FOLDER.fullmatch(folder):
                yield Problem(
                    f"folders[{index}]", f"must be a folder like training/, got {folder!r}"
                )
