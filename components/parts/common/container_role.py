"""What a container of SageMaker needs whatever it does: its image, logs, key and network."""

from collections.abc import Iterator, Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement, allow

SEE_NETWORK = (
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
)
"""What SageMaker looks at before it joins a network; none of it can be confined to a resource."""


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
    yield allow(
        "WriteLogs",
        [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
        ],
        scope.arn("logs", f"log-group:{log_group}:*"),
    )
    yield allow(
        "WriteJobMetrics",
        ["cloudwatch:PutMetricData"],
        "*",
        {"StringLike": {"cloudwatch:namespace": "/aws/sagemaker/*"}},
    )
    yield pull_image(repositories)
    yield allow("ListingHasNoResource", [*SEE_NETWORK, "ecr:GetAuthorizationToken"], "*")
    yield join_network(scope, security_group_id)


def join_network(scope: AwsScope, security_group_id: pulumi.Input[str]) -> Statement:
    """Let SageMaker put the container's machine into subnets, in this security group."""
    return allow(
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


def network_statements(scope: AwsScope, security_group_id: pulumi.Input[str]) -> list[Statement]:
    """See what SageMaker looks at before it joins a network, and join it."""
    return [
        allow("SeeTheNetwork", SEE_NETWORK, "*"),
        join_network(scope, security_group_id),
    ]


def endpoint_metrics() -> Statement:
    """Write metrics of endpoints; they have no resource, so the namespace takes its place."""
    return allow(
        "WriteMetrics",
        ["cloudwatch:PutMetricData"],
        "*",
        {"StringLike": {"cloudwatch:namespace": ["AWS/SageMaker", "/aws/sagemaker/*"]}},
    )


def pull_image(repositories: pulumi.Input[Sequence[pulumi.Input[str]]]) -> Statement:
    """Fetch images of these repositories, by ARN."""
    return allow(
        "PullTheImage",
        [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
        ],
        repositories,
    )


def key_statements(kms_key_arn: pulumi.Input[str]) -> Iterator[Statement]:
    """Encrypt objects, and volumes, which the service attaches for as long as a job runs."""
    actions = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    yield allow("UseTheKey", actions, kms_key_arn)
    yield allow(
        "AttachEncryptedVolumes",
        ["kms:CreateGrant"],
        kms_key_arn,
        {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    )
