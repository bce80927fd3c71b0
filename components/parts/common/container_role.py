"""What a container of SageMaker needs whatever it does: its image, logs, key and network."""

from collections.abc import Iterator, Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement


def container_statements(
    scope: AwsScope,
    *,
    log_group: str,
    repositories: pulumi.Input[Sequence[pulumi.Input[str]]],
    kms_key_arn: pulumi.Input[str],
    security_group_id: pulumi.Input[str],
) -> Iterator[Statement]:
    """Statements of a role that containers run with, in a VPC and with encrypted volumes."""
    yield from key_statements(kms_key_arn)
    yield _allow(
        "WriteLogs",
        [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
        ],
        scope.arn("logs", f"log-group:{log_group}:*"),
    )
    yield {
        **_allow("WriteJobMetrics", ["cloudwatch:PutMetricData"], "*"),
        "Condition": {"StringLike": {"cloudwatch:namespace": "/aws/sagemaker/*"}},
    }
    yield _allow(
        "PullTheImage",
        [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
        ],
        repositories,
    )
    yield _allow(
        "ListingHasNoResource",
        [
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "ecr:GetAuthorizationToken",
        ],
        "*",
    )
    yield _allow(
        "JoinTheNetwork",
        [
            "ec2:CreateNetworkInterface",
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission",
        ],
        [
            scope.arn("ec2", "network-interface/*"),
            scope.arn("ec2", "subnet/*"),
            scope.arn("ec2", pulumi.Output.concat("security-group/", security_group_id)),
        ],
    )


def key_statements(kms_key_arn: pulumi.Input[str]) -> Iterator[Statement]:
    """Encrypt objects, and volumes, which the service attaches for as long as a job runs."""
    actions = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    yield _allow("UseTheKey", actions, kms_key_arn)
    yield {
        **_allow("AttachEncryptedVolumes", ["kms:CreateGrant"], kms_key_arn),
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    }


def _allow(sid: str, actions: list[str], resource: object) -> Statement:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
