"""The role that an endpoint's instances act with: fetch the image and the model, and report."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.common.ecr_image import EcrImage
from components.parts.endpoint.metrics import INSTANCES_NAMESPACE
from components.parts.endpoint.model_source import ModelSourceSettings, artifact_address
from components.policy_document import Statement, policy_document, trust


def pulled_repositories(
    source: ModelSourceSettings, prefix: str, scope: AwsScope
) -> Sequence[pulumi.Input[str]]:
    """ARNs of the repositories that an endpoint may pull its image from."""
    named = source.get("image_repository_arns")
    if named is not None:
        return named
    image = EcrImage.of(source.get("image_uri", ""))
    if image is not None:
        return [scope.partition.apply(image.repository_arn)]
    return [scope.arn("ecr", f"repository/{prefix}-*"), scope.arn("ecr", f"repository/{prefix}/*")]


def readable_artifacts(
    source: ModelSourceSettings, artifacts_bucket: pulumi.Input[str], scope: AwsScope
) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """ARNs of the bucket that holds the model, and of the objects in it that may be read.

    A whole folder rather than one object: when a deployment is undone, new instances still have to
    fetch the model of before.
    """
    url = source.get("model_data_url")
    bucket, key = artifact_address(url) if url else (artifacts_bucket, "*")
    folder, slash, _ = key.partition("/")
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    return arn, pulumi.Output.concat(arn, "/", f"{folder}/*" if slash else key)


def endpoint_role(
    name: str,
    *,
    parent: pulumi.ComponentResource,
    boundary: pulumi.Input[str] | None,
    statements: Sequence[Statement],
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Declare the role and its policy; what uses the role has to wait for the policy."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-role",
        description=f"What the inference endpoint {name} may do",
        assume_role_policy=trust(["sagemaker.amazonaws.com"], AwsScope.of(parent).account_id),
        permissions_boundary=boundary,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy", role=role.id, policy=policy_document(*statements), opts=child
    )
    return role, policy


def endpoint_statements(
    *,
    scope: AwsScope,
    endpoint: str,
    repositories: Sequence[pulumi.Input[str]],
    artifacts: tuple[pulumi.Input[str], pulumi.Input[str]],
    capture: pulumi.Input[str] | None,
    kms_key_arn: pulumi.Input[str],
    security_group_id: pulumi.Input[str],
) -> list[Statement]:
    """Statements of an endpoint's policy; `artifacts` and `capture` are ARNs in S3."""
    log_group = f"log-group:{INSTANCES_NAMESPACE}/{endpoint}:*"
    found = [
        # Logging in to ECR, PutMetricData and Describe* cannot be confined to a resource.
        _allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
        _allow(
            "PullTheImage",
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ],
            list(repositories),
        ),
        _allow("FindTheModel", ["s3:ListBucket"], artifacts[0]),
        _allow("ReadTheModel", ["s3:GetObject"], artifacts[1]),
        _allow(
            "WriteLogs",
            [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
            ],
            scope.arn("logs", log_group),
        ),
        {
            **_allow("WriteMetrics", ["cloudwatch:PutMetricData"], "*"),
            "Condition": {
                "StringLike": {"cloudwatch:namespace": ["AWS/SageMaker", "/aws/sagemaker/*"]}
            },
        },
        # An update undoes itself only if this role may look at the alarms that it watches. Named
        # ones would do, if it were known how SageMaker asks for them.
        _allow("SeeTheAlarms", ["cloudwatch:DescribeAlarms"], "*"),
        _allow(
            "SeeTheNetwork",
            [
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
            "*",
        ),
        _allow(
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
        ),
        _allow("UseTheKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], kms_key_arn),
        {
            **_allow("AttachEncryptedVolumes", ["kms:CreateGrant"], kms_key_arn),
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        },
    ]
    if capture is not None:
        found.append(_allow("CaptureRequests", ["s3:PutObject"], capture))
    return found


def _allow(sid: str, actions: list[str], resource: object) -> Statement:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
