"""Model registry: groups of model versions, who may read them, and what people decide of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.told_events import tell_of_events
from components.parts.registry.model_card import ModelGroupSettings, card_content, group_problems
from components.policy_document import policy_document
from components.settings import team_settings
from components.wiring import HoldsData, InStack

_GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_GROUP_NAME = 31
"""With the longest prefix, 20 and 10 characters and a hyphen, this fills SageMaker's 63."""


@team_settings
class ModelRegistrySettings(TypedDict):
    """What a team may choose about its model registry."""

    groups: NotRequired[dict[str, ModelGroupSettings]]
    """Groups by name, each for the versions of one model. Default: none."""

    reader_accounts: NotRequired[list[str]]
    """Ids of other accounts that may read and deploy the versions. Default: none."""


class ModelRegistryArgs(ModelRegistrySettings, InStack, HoldsData):
    """Inputs of `ModelRegistry`."""

    topic_arn: pulumi.Input[str]
    """Topic that hears of approved and rejected versions."""


class ModelRegistry(pulumi.ComponentResource):
    """Model package groups with a model card each, closed to other accounts unless named."""

    group_names: pulumi.Output[list[str]]
    """Physical names of the groups, sorted."""

    group_arns: pulumi.Output[dict[str, str]]
    """ARNs of the groups by the names that the team gave them."""

    def __init__(
        self, name: str, args: ModelRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        groups = args.get("groups", {})
        readers = args.get("reader_accounts", [])
        prefix = args["prefix"]
        reject("registry", self.problems(args))
        super().__init__("stepwell:index:ModelRegistry", name, {**args}, opts)
        kept = pulumi.ResourceOptions(parent=self, protect=args.get("protect_data", True))

        arns = dict[str, pulumi.Input[str]]()
        physical = dict[str, str]()
        for group, about in groups.items():
            adopted = about.get("group_arn")
            if adopted is not None:
                arns[group] = adopted
                physical[group] = adopted.rsplit("/", 1)[-1]
                continue
            physical[group] = f"{prefix}-{group}"
            created = aws.sagemaker.ModelPackageGroup(
                f"{name}-{group}",
                model_package_group_name=physical[group],
                model_package_group_description=about.get("description", group),
                opts=kept,
            )
            arns[group] = created.arn
            aws.sagemaker.ModelCard(
                f"{name}-{group}-card",
                model_card_name=physical[group],
                model_card_status="Draft",
                content=card_content(prefix, group, about),
                security_config=aws.sagemaker.ModelCardSecurityConfigArgs(
                    kms_key_id=args["kms_key_arn"]
                ),
                # A person reviews the card and sets its status, which is no reason to rewrite it.
                opts=pulumi.ResourceOptions.merge(
                    kept, pulumi.ResourceOptions(ignore_changes=["modelCardStatus"])
                ),
            )
            if readers:
                self._let_read(f"{name}-{group}-readers", created, physical[group], readers)
        if physical:
            self._report_decisions(name, sorted(physical.values()), args["topic_arn"])

        self.group_names = pulumi.Output.from_input(sorted(physical.values()))
        self.group_arns = pulumi.Output.all(**arns).apply(dict)
        self.register_outputs({"group_names": self.group_names, "group_arns": self.group_arns})

    def _let_read(
        self,
        name: str,
        group: aws.sagemaker.ModelPackageGroup,
        physical_name: str,
        accounts: Sequence[str],
    ) -> None:
        """Let other accounts find the versions of a group and make models of them."""
        scope = AwsScope.of(self)
        principals = [
            pulumi.Output.concat("arn:", scope.partition, f":iam::{account}:root")
            for account in accounts
        ]
        aws.sagemaker.ModelPackageGroupPolicy(
            name,
            model_package_group_name=group.model_package_group_name,
            resource_policy=policy_document(
                {
                    "Sid": "FindTheGroup",
                    "Effect": "Allow",
                    "Principal": {"AWS": principals},
                    "Action": "sagemaker:DescribeModelPackageGroup",
                    "Resource": group.arn,
                },
                {
                    "Sid": "ReadAndDeployVersions",
                    "Effect": "Allow",
                    "Principal": {"AWS": principals},
                    "Action": [
                        "sagemaker:CreateModel",
                        "sagemaker:DescribeModelPackage",
                        "sagemaker:ListModelPackages",
                    ],
                    "Resource": scope.arn("sagemaker", f"model-package/{physical_name}/*"),
                },
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _report_decisions(
        self, name: str, groups: Sequence[str], topic_arn: pulumi.Input[str]
    ) -> None:
        """Send a sentence to the topic when a version is approved or rejected."""
        tell_of_events(
            f"{name}-decisions",
            "Model versions that people approved or rejected",
            {
                "source": ["aws.sagemaker"],
                "detail-type": ["SageMaker Model Package State Change"],
                "detail": {
                    "ModelPackageGroupName": list(groups),
                    "ModelApprovalStatus": ["Approved", "Rejected"],
                },
            },
            paths={
                "group": "$.detail.ModelPackageGroupName",
                "version": "$.detail.ModelPackageVersion",
                "decision": "$.detail.ModelApprovalStatus",
                "arn": "$.detail.ModelPackageArn",
                "time": "$.time",
            },
            sentence="<group> version <version> is <decision> since <time>: <arn>",
            topic_arn=topic_arn,
            parent=self,
        )

    @staticmethod
    def problems(args: ModelRegistrySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        for group, about in args.get("groups", {}).items():
            if not _GROUP_NAME.fullmatch(group) or len(group) > _LONGEST_GROUP_NAME:
                yield Problem(
                    f"groups.{group}",
                    f"must be lowercase letters, digits and single hyphens, at most "
                    f"{_LONGEST_GROUP_NAME}, got {group!r}",
                )
            for problem in group_problems(about):
                yield Problem(f"groups.{group}.{problem.field}", problem.reason)
        readers = args.get("reader_accounts", [])
        for index, account in enumerate(readers):
            if not re.fullmatch(r"\d{12}", account):
                yield Problem(
                    f"reader_accounts[{index}]", f"must be 12 digits, in quotes, got {account!r}"
                )
        if len(set(readers)) != len(readers):
            yield Problem("reader_accounts", f"must name each account once, got {readers}")
