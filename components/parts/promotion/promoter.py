"""What the function that fetches models may do in its own account."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement


def promoter_statements(
    scope: AwsScope,
    *,
    prefix: str,
    groups: Sequence[str],
    reader_role_arn: pulumi.Input[str],
    bucket: pulumi.Input[str],
    folder: str,
) -> list[Statement]:
    """Take on the reader role, and keep copies: files, images, and versions that await approval."""
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    versions = [
        scope.arn("sagemaker", f"{kind}/{prefix}-{group}{rest}")
        for group in groups
        for kind, rest in (("model-package-group", ""), ("model-package", "/*"))
    ]
    return [
        {
            "Sid": "ReadTheSource",
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Resource": reader_role_arn,
        },
        {
            "Sid": "FindVersions",
            "Effect": "Allow",
            "Action": "sagemaker:ListModelPackages",
            "Resource": "*",
        },
        {
            "Sid": "ReadVersions",
            "Effect": "Allow",
            "Action": "sagemaker:DescribeModelPackage",
            "Resource": versions,
        },
        {
            # Registering a version as approved would be approving it.
            "Sid": "RegisterVersionsThatAwaitApproval",
            "Effect": "Allow",
            "Action": "sagemaker:CreateModelPackage",
            "Resource": versions,
            "Condition": {
                "StringEquals": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
            },
        },
        {
            "Sid": "KeepFiles",
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
            "Resource": pulumi.Output.concat(arn, f"/{folder}*"),
        },
        {
            "Sid": "KeepImages",
            "Effect": "Allow",
            "Action": [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:CompleteLayerUpload",
                "ecr:DescribeRepositories",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ],
            "Resource": scope.arn("ecr", f"repository/{prefix}/*"),
        },
    ]
