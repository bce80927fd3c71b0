"""Model promotion: fetches what was approved in another account, to be tried and approved here."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.common.function import FunctionSpec
from components.parts.common.publish import publish_statements
from components.parts.common.scheduled import scheduled_function
from components.parts.promotion.groups import chosen_groups_problems
from components.parts.promotion.names import PROMOTED, PROMOTER, reader_role
from components.parts.promotion.promoter import promoter_statements
from components.settings import team_settings
from components.wiring import HasRoles, InStack

_EVERY = "rate(15 minutes)"
_TIMEOUT_SECONDS = 900
_MEMORY_MB = 2048
_MOST_GROUPS = 20
"""Pairs of the longest names that fit a function's environment, which holds 4 KB in all."""

_ACCOUNT = re.compile(r"\d{12}")
_STACK = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


@team_settings
class ModelPromotionSettings(TypedDict):
    """What a team may choose about where its models come from."""

    source_account: str
    """Account that the models are approved in before."""

    source_prefix: str
    """Prefix of the stack there: `fraud-dev`."""

    source_bucket: str
    """Name of the artifacts bucket there."""

    groups: NotRequired[list[str]]
    """Groups to fetch, by the names that the team gave them, in both stacks the same.
    Default: all groups of this stack."""


class ModelPromotionArgs(ModelPromotionSettings, InStack, HasRoles):
    """Inputs of `ModelPromotion`."""

    group_names: list[str]
    """Names that the team gave its groups."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone, for copies."""

    topic_arn: pulumi.Input[str]
    """Topic that hears what awaits approval."""


class ModelPromotion(pulumi.ComponentResource):
    """A function that fetches the newest approved version of each model every 15 minutes."""

    function_name: pulumi.Output[str]
    """Name of the function, to run it at once."""

    reader_role_arn: pulumi.Output[str]
    """Role of the source that it fetches with; the stack's boundary has to allow it."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ModelPromotionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        prefix, source = args["prefix"], args["source_prefix"]
        groups = args.get("groups", args["group_names"])
        wrong = list(self.problems(args))
        if name != f"{prefix}-{PROMOTER}":
            # The source lets in the role that is named so.
            wrong.append(Problem("name", f"must be {prefix}-{PROMOTER}, got {name!r}"))
        if source == prefix:
            wrong.append(Problem("source_prefix", f"must be that of another stack, got {source!r}"))
        wrong += chosen_groups_problems(groups, args["group_names"], most=_MOST_GROUPS)
        reject("model_promotion", wrong)
        super().__init__("stepwell:index:ModelPromotion", name, {**args}, opts)
        scope = AwsScope.of(self)
        reader = pulumi.Output.concat(
            *("arn:", scope.partition, ":iam::", args["source_account"], ":role/"),
            reader_role(source),
        )
        settings = {
            "prefix": prefix,
            "source_account": args["source_account"],
            "source_prefix": source,
            "source_bucket": args["source_bucket"],
            "reader_role_arn": reader,
            "artifacts_bucket": args["artifacts_bucket"],
            "kms_key_arn": args["kms_key_arn"],
            "topic_arn": args["topic_arn"],
            "groups": {f"{source}-{group}": f"{prefix}-{group}" for group in sorted(groups)},
        }
        function = scheduled_function(
            name,
            FunctionSpec(
                code="promote_model",
                description=f"Fetches approved models of {source} for {prefix}",
                environment={"SETTINGS": json_text(settings)},
                statements=[
                    *promoter_statements(
                        scope,
                        prefix=prefix,
                        groups=sorted(groups),
                        reader_role_arn=reader,
                        bucket=args["artifacts_bucket"],
                        folder=PROMOTED,
                    ),
                    *publish_statements(args["topic_arn"], args["kms_key_arn"]),
                ],
                kms_key_arn=args["kms_key_arn"],
                topic_arn=args["topic_arn"],
                timeout_seconds=_TIMEOUT_SECONDS,
                memory_mb=_MEMORY_MB,
            ),
            _EVERY,
            parent=self,
            boundary=args.get("permissions_boundary_arn"),
        )
        self.function_name = function.name
        self.reader_role_arn = reader
        self.alarm_names = function.alarm_names
        self.register_outputs(
            {
                "function_name": self.function_name,
                "reader_role_arn": self.reader_role_arn,
                "alarm_names": self.alarm_names,
            }
        )

    @staticmethod
    def problems(args: ModelPromotionSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        for field, form, meaning in (
            ("source_account", _ACCOUNT, "12 digits, in quotes"),
            ("source_prefix", _STACK, "the prefix of a stack, fraud-dev"),
            ("source_bucket", _BUCKET, "the name of a bucket"),
        ):
            value = str(args.get(field, ""))
            if not form.fullmatch(value):
                yield Problem(field, f"must be {meaning}, got {value!r}")
        groups = args.get("groups", [])
        if len(set(groups)) != len(groups):
            yield Problem("groups", f"must name each group once, got {groups}")
