"""Who changed, approved and deployed which model: a log group that answers in a query."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.json_text import json_text
from components.policy_document import policy_document

_CALLS = (
    "CreateEndpoint",
    "CreateModel",
    "CreateModelCard",
    "CreateModelPackage",
    "CreateTrainingJob",
    "DeleteEndpoint",
    "DeleteModelCard",
    "DeleteModelPackage",
    "DeleteModelPackageGroup",
    "UpdateEndpoint",
    "UpdateModelCard",
    "UpdateModelPackage",
)
"""Calls of SageMaker that make the history of a model, from its training to its endpoint."""

_NAMED_BY = (
    "endpointName",
    "modelCardName",
    "modelName",
    "modelPackageGroupName",
    "trainingJobName",
)
"""Parameters of those calls that hold the name of what they are about."""

_APPROVALS = """\
fields @timestamp, detail.userIdentity.arn as who,
  detail.requestParameters.modelApprovalStatus as decision,
  detail.requestParameters.modelPackageArn as version,
  detail.requestParameters.approvalDescription as reason
| filter detail.eventName = "UpdateModelPackage"
| filter ispresent(detail.requestParameters.modelApprovalStatus) and not ispresent(detail.errorCode)
| sort @timestamp desc
| limit 1000"""

_HISTORY = """\
fields @timestamp, coalesce(detail.eventName, `detail-type`) as what,
  detail.userIdentity.arn as who,
  coalesce(detail.requestParameters.modelPackageArn, detail.ModelPackageArn,
    detail.requestParameters.modelPackageGroupName, detail.requestParameters.modelName,
    detail.requestParameters.endpointName, detail.requestParameters.trainingJobName,
    detail.requestParameters.modelCardName) as about,
  coalesce(detail.requestParameters.modelApprovalStatus, detail.ModelApprovalStatus) as decision,
  detail.errorCode as refused
| sort @timestamp desc
| limit 1000"""


@dataclass(frozen=True)
class Decisions:
    """Whose models, and how long what happens to them is kept."""

    prefix: str
    group_names: pulumi.Input[Sequence[str]]
    """Groups of model versions, among them adopted ones with names of their own."""

    retention_days: int
    kms_key_arn: pulumi.Input[str]
    protect: bool


def declare_decisions(
    name: str, decisions: Decisions, scope: AwsScope, parent: pulumi.Resource
) -> aws.cloudwatch.LogGroup:
    """Declare the log group, what feeds it and what asks it; return the group."""
    child = pulumi.ResourceOptions(parent=parent)
    prefix = decisions.prefix
    logs = aws.cloudwatch.LogGroup(
        name,
        # Where EventBridge's own console looks for log groups.
        name=f"/aws/events/{prefix}/decisions",
        retention_in_days=decisions.retention_days,
        kms_key_id=decisions.kms_key_arn,
        opts=pulumi.ResourceOptions(parent=parent, protect=decisions.protect),
    )
    rules = {
        "changes": ("Versions of models whose state changed", _changes(decisions)),
        "calls": ("Who changed models, cards and endpoints", _calls(decisions)),
    }
    # Attached to the group: an account has room for ten policies that are not, in each region.
    access = aws.cloudwatch.LogResourcePolicy(
        f"{name}-access",
        resource_arn=logs.arn,
        policy_document=_access(name, logs.arn, scope),
        opts=child,
    )
    for kind, (about, pattern) in rules.items():
        rule = aws.cloudwatch.EventRule(
            f"{name}-{kind}",
            description=about,
            event_pattern=json_text(pattern),
            opts=child,
        )
        aws.cloudwatch.EventTarget(
            f"{name}-{kind}-to-log",
            rule=rule.name,
            arn=logs.arn,
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[access]),
        )
    for title, query in (("who-approved-what", _APPROVALS), ("history-of-models", _HISTORY)):
        aws.cloudwatch.QueryDefinition(
            f"{name}-{title}",
            # Slashes make folders in the console.
            name=f"{prefix}/audit/{title}",
            log_group_names=[logs.name],
            query_string=query,
            opts=child,
        )
    return logs


def _access(name: str, log_group_arn: pulumi.Output[str], scope: AwsScope) -> pulumi.Output[str]:
    """What EventBridge needs (its User Guide, "CloudWatch Logs permissions").

    It says for which rule it writes an event, but not for which it begins a stream.
    """
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
        "Resource": pulumi.Output.concat(log_group_arn, ":*"),
    }
    of_this_stack = {"ArnLike": {"aws:SourceArn": scope.arn("events", f"rule/{name}-*")}}
    return policy_document(
        {"Sid": "BeginStreams", "Action": "logs:CreateLogStream", **statement},
        {"Sid": "Write", "Action": "logs:PutLogEvents", **statement, "Condition": of_this_stack},
    )


def _changes(decisions: Decisions) -> dict[str, object]:
    return {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {"ModelPackageGroupName": _groups(decisions)},
    }


def _calls(decisions: Decisions) -> dict[str, object]:
    """Calls that CloudTrail saw; only those say who it was.

    A version is named by its ARN, everything else by a name.
    """
    versions = pulumi.Output.from_input(decisions.group_names).apply(
        lambda names: [
            {"wildcard": f"*:model-package/{group}"}
            for group in (f"{decisions.prefix}-*", *(f"{n}/*" for n in _adopted(decisions, names)))
        ]
    )
    own = [{"prefix": f"{decisions.prefix}-"}]
    parameters = dict.fromkeys(_NAMED_BY, own) | {"modelPackageGroupName": _groups(decisions)}
    return {
        "source": ["aws.sagemaker"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {
            "eventSource": ["sagemaker.amazonaws.com"],
            "eventName": list(_CALLS),
            "$or": [
                {"requestParameters": {"modelPackageName": versions}},
                {"requestParameters": {"modelPackageArn": versions}},
                *({"requestParameters": {name: match}} for name, match in parameters.items()),
            ],
        },
    }


def _groups(decisions: Decisions) -> pulumi.Output[list[object]]:
    """Match the groups of the stack, whoever made them, and the adopted ones."""
    return pulumi.Output.from_input(decisions.group_names).apply(
        lambda names: [{"prefix": f"{decisions.prefix}-"}, *_adopted(decisions, names)]
    )


def _adopted(decisions: Decisions, names: Sequence[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith(f"{decisions.prefix}-"))
