"""What a trial endpoint may do, and what the function may do that makes and questions it."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.parts.common.container_role import (
    endpoint_metrics,
    network_statements,
    pull_image,
)
from components.policy_document import Statement, allow

MODEL_FOLDERS = ("training/", "promoted/")
"""Folders of the artifacts zone that versions lie in."""

REQUESTS = "smoke-tests/"
"""Folder of the artifacts zone that recorded requests lie in, unless a setting says otherwise."""


def trial_statements(
    scope: AwsScope,
    *,
    prefix: str,
    bucket: pulumi.Input[str],
    kms_key_arn: pulumi.Input[str],
    security_group_id: pulumi.Input[str],
    repositories: pulumi.Input[list[str]],
) -> list[Statement]:
    """Statements of the instances' role: fetch image and model, and report."""
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    return [
        allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
        pull_image(repositories),
        allow("FindTheModel", ["s3:ListBucket"], arn),
        allow(
            "ReadTheModel",
            ["s3:GetObject"],
            [pulumi.Output.concat(arn, f"/{folder}*") for folder in MODEL_FOLDERS],
        ),
        allow(
            "WriteLogs",
            [
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
            ],
            scope.arn("logs", f"log-group:/aws/sagemaker/Endpoints/{prefix}-trial-*"),
        ),
        endpoint_metrics(),
        *network_statements(scope, security_group_id),
        allow("UseTheKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], kms_key_arn),
        _grant(kms_key_arn),
    ]


def trier_statements(
    scope: AwsScope,
    *,
    prefix: str,
    groups: Sequence[str],
    bucket: pulumi.Input[str],
    folder: str,
    kms_key_arn: pulumi.Input[str],
    role_arn: pulumi.Input[str],
) -> list[Statement]:
    """Statements of the function: trials come and go, versions are noted and never approved."""
    versions = [scope.arn("sagemaker", f"model-package/{prefix}-{group}/*") for group in groups]
    trials = {
        kind: scope.arn("sagemaker", f"{kind}/{prefix}-trial-*")
        for kind in ("model", "endpoint-config", "endpoint")
    }
    return [
        allow(
            "FindVersionsAndTrials",
            [
                "sagemaker:ListEndpointConfigs",
                "sagemaker:ListEndpoints",
                "sagemaker:ListModelPackages",
                "sagemaker:ListModels",
            ],
            "*",
        ),
        allow("ReadVersions", ["sagemaker:DescribeModelPackage"], versions),
        allow(
            "NoteOrReject",
            ["sagemaker:UpdateModelPackage"],
            versions,
            {"StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "Rejected"}},
        ),
        allow(
            "MakeAndTakeAwayTrials",
            [
                "sagemaker:AddTags",
                "sagemaker:CreateEndpoint",
                "sagemaker:CreateEndpointConfig",
                "sagemaker:CreateModel",
                "sagemaker:DeleteEndpoint",
                "sagemaker:DeleteEndpointConfig",
                "sagemaker:DeleteModel",
                "sagemaker:DescribeEndpoint",
            ],
            list(trials.values()),
        ),
        allow(
            "KeepLogsOfTrials",
            ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource"],
            scope.arn("logs", f"log-group:/aws/sagemaker/Endpoints/{prefix}-trial-*"),
        ),
        allow("SendRequests", ["sagemaker:InvokeEndpoint"], trials["endpoint"]),
        allow(
            "ReadRecordedRequests",
            ["s3:GetObject"],
            pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket, f"/{folder}*"),
        ),
        allow(
            "HandOverTheRole",
            ["iam:PassRole"],
            role_arn,
            {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        ),
        _grant(kms_key_arn),
    ]


def _grant(kms_key_arn: pulumi.Input[str]) -> Statement:
    return allow(
        "EncryptTheInstances",
        ["kms:CreateGrant"],
        kms_key_arn,
        {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    )
