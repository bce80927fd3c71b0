"""What the guard may do: look at the stack's resources, and stop those that a team lets it stop."""

from collections.abc import Sequence
from typing import Any

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

WARNED_TAG = "idle-warned-at"
"""The one tag that the guard may set and remove."""


def looking(scope: AwsScope, prefix: str, domain_id: pulumi.Input[str] | None) -> list[Statement]:
    """Find what runs, see when it was used, and remember a warning on the resource."""
    watched = [
        scope.arn("sagemaker", f"endpoint/{prefix}-*"),
        scope.arn("sagemaker", f"notebook-instance/{prefix}-*"),
        *_apps(scope, domain_id),
    ]
    only_ours: dict[str, Any] = {
        "ForAllValues:StringEquals": {"aws:TagKeys": [WARNED_TAG]},
        "Null": {"aws:TagKeys": "false"},
    }
    return [
        {
            # IAM has no resource for lists and metrics that a stack could name.
            "Sid": "ListWhatRuns",
            "Effect": "Allow",
            "Action": [
                "application-autoscaling:DescribeScalableTargets",
                "cloudwatch:GetMetricData",
                "sagemaker:ListApps",
                "sagemaker:ListEndpoints",
                "sagemaker:ListInferenceComponents",
                "sagemaker:ListNotebookInstances",
            ],
            "Resource": "*",
        },
        {
            "Sid": "LookAtWhatIsTheStacks",
            "Effect": "Allow",
            "Action": [
                "sagemaker:DescribeApp",
                "sagemaker:DescribeEndpoint",
                "sagemaker:ListTags",
            ],
            "Resource": watched,
        },
        {
            "Sid": "SeeWhenJupyterWroteToItsLog",
            "Effect": "Allow",
            "Action": "logs:DescribeLogStreams",
            "Resource": scope.arn("logs", "log-group:/aws/sagemaker/NotebookInstances:*"),
        },
        {
            "Sid": "RememberWarnings",
            "Effect": "Allow",
            "Action": ["sagemaker:AddTags", "sagemaker:DeleteTags"],
            "Resource": watched,
            "Condition": only_ours,
        },
    ]


def stopping(
    scope: AwsScope,
    prefix: str,
    team: str,
    domain_id: pulumi.Input[str] | None,
    actions: Sequence[str],
) -> list[Statement]:
    """Exactly the `actions` that the settings ask for, on what belongs to the stack."""
    of_kind: dict[str, tuple[Sequence[pulumi.Input[str]], dict[str, Any]]] = {
        "sagemaker:DeleteEndpoint": ([scope.arn("sagemaker", f"endpoint/{prefix}-*")], {}),
        "sagemaker:UpdateEndpointWeightsAndCapacities": (
            [scope.arn("sagemaker", f"endpoint/{prefix}-*")],
            {},
        ),
        "sagemaker:StopNotebookInstance": (
            [scope.arn("sagemaker", f"notebook-instance/{prefix}-*")],
            {},
        ),
        "sagemaker:DeleteApp": (
            _apps(scope, domain_id),
            {"Condition": {"StringEquals": {"aws:ResourceTag/team": team}}},
        ),
    }
    return [
        {
            "Sid": action.partition(":")[2],
            "Effect": "Allow",
            "Action": action,
            "Resource": list(resources),
            **condition,
        }
        for action, (resources, condition) in of_kind.items()
        if action in actions and resources
    ]


def _apps(scope: AwsScope, domain_id: pulumi.Input[str] | None) -> list[pulumi.Output[str]]:
    if domain_id is None:
        return []
    return [scope.arn("sagemaker", pulumi.Output.concat("app/", domain_id, "/*"))]
