"""The role that models are fetched with: who may take it on, and what it reads."""

from collections.abc import Mapping, Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement, policy_document


def reader_trust(scope: AwsScope, readers: Mapping[str, str], component: str) -> pulumi.Output[str]:
    """Let the function of each reading stack in, and nothing else of its account.

    The condition names the role instead of the principal, since IAM takes no principal that does
    not exist yet; its end is made up by Pulumi.
    """
    return policy_document(
        *(
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {
                    "AWS": pulumi.Output.concat("arn:", scope.partition, f":iam::{account}:root")
                },
                "Condition": {
                    "ArnLike": {
                        "aws:PrincipalArn": pulumi.Output.concat(
                            *("arn:", scope.partition, ":iam::", account, ":role/"),
                            f"{prefix}-{component}-function-role-*",
                        )
                    }
                },
            }
            for prefix, account in readers.items()
        )
    )


def reader_statements(
    scope: AwsScope,
    *,
    prefix: str,
    group_names: pulumi.Input[list[str]],
    bucket: pulumi.Input[str],
    folders: Sequence[str],
    kms_key_arn: pulumi.Input[str],
) -> list[Statement]:
    """Read versions, their files and their images; change nothing."""
    versions = pulumi.Output.all(
        pulumi.Output.from_input(group_names), scope.arn("sagemaker", "model-package/")
    ).apply(lambda known: [f"{known[1]}{group}/*" for group in known[0]])
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    return [
        {
            # IAM has no resource for the list.
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
            "Sid": "FindFiles",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": arn,
            "Condition": {"StringLike": {"s3:prefix": [f"{folder}*" for folder in folders]}},
        },
        {
            "Sid": "ReadFiles",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": [pulumi.Output.concat(arn, f"/{folder}*") for folder in folders],
        },
        {
            "Sid": "DecryptFiles",
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": kms_key_arn,
            "Condition": {
                "StringEquals": {
                    "kms:ViaService": pulumi.Output.concat("s3.", scope.region, ".amazonaws.com")
                }
            },
        },
        {
            "Sid": "PullImages",
            "Effect": "Allow",
            "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            "Resource": scope.arn("ecr", f"repository/{prefix}/*"),
        },
    ]
