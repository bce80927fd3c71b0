"""The statements of a permissions boundary: what ML workloads need, and what nobody gets."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

_REGIONAL = (
    "application-autoscaling:*",
    "athena:*",
    "autoscaling:Describe*",
    "batch:*",
    "cloudwatch:*",
    "codeconnections:GetConnection*",
    "codestar-connections:GetConnection*",
    "ec2:*LaunchTemplate*",
    "ec2:*Spot*",
    "ec2:*Fleet*",
    "ec2:CreateNetworkInterface*",
    "ec2:CreateTags",
    "ec2:DeleteNetworkInterface*",
    "ec2:Describe*",
    "ec2:DetachNetworkInterface",
    "ec2:Get*",
    "ec2:RunInstances",
    "ec2:TerminateInstances",
    "ec2messages:*",
    "ecr:Batch*",
    "ecr:CompleteLayerUpload",
    "ecr:Describe*",
    "ecr:Get*",
    "ecr:InitiateLayerUpload",
    "ecr:List*",
    "ecr:PutImage",
    "ecr:StartImageScan",
    "ecr:UploadLayerPart",
    "ecs:*",
    "elasticfilesystem:Client*",
    "elasticfilesystem:Describe*",
    "events:*",
    "execute-api:Invoke",
    "fsx:Describe*",
    "glue:*",
    "inspector2:ListFindings",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:Get*",
    "kms:List*",
    "kms:ReEncrypt*",
    "kms:RetireGrant",
    "lakeformation:GetDataAccess",
    "lakeformation:List*",
    "lambda:Get*",
    "lambda:InvokeFunction",
    "lambda:List*",
    "logs:CreateLog*",
    "logs:Describe*",
    "logs:FilterLogEvents",
    "logs:Get*",
    "logs:List*",
    "logs:PutLogEvents",
    "logs:PutRetentionPolicy",
    "logs:StartLiveTail",
    "logs:StartQuery",
    "logs:Stop*",
    "logs:TagResource",
    "s3:AbortMultipartUpload",
    "s3:DeleteObject*",
    "s3:Get*",
    "s3:List*",
    "s3:PutObject*",
    "s3:RestoreObject",
    "sagemaker:*",
    "sagemaker-mlflow:*",
    "scheduler:*",
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetSecretValue",
    "secretsmanager:List*",
    "servicequotas:Get*",
    "servicequotas:List*",
    "sns:Get*",
    "sns:List*",
    "sns:Publish",
    "sns:Subscribe",
    "sns:Unsubscribe",
    "sqs:*Message*",
    "sqs:Get*",
    "sqs:List*",
    "ssm:*Parameter*",
    "ssm:*Session",
    "ssm:Describe*",
    "ssm:Get*",
    "ssm:List*",
    "ssm:PutComplianceItems",
    "ssm:PutInventory",
    "ssm:UpdateInstance*",
    "ssmmessages:*",
    "states:*",
    "tag:Get*",
)
"""What ML workloads use, in the stack's region only."""

_READ_ANYWHERE = (
    "access-analyzer:Get*",
    "access-analyzer:List*",
    "budgets:Describe*",
    "budgets:List*",
    "budgets:View*",
    "ce:Describe*",
    "ce:Get*",
    "ce:List*",
    "cloudtrail:Describe*",
    "cloudtrail:Get*",
    "cloudtrail:List*",
    "cloudtrail:LookupEvents",
    "config:BatchGet*",
    "config:Describe*",
    "config:Get*",
    "config:List*",
    "iam:Get*",
    "iam:List*",
    "iam:Simulate*",
    "s3:GetBucketLocation",
    "s3:ListAllMyBuckets",
    "sts:DecodeAuthorizationMessage",
    "sts:GetCallerIdentity",
)
"""Reading for audit and cost; these services answer from one region whatever the stack's is."""

_PASSED_TO = (
    "athena",
    "batch",
    "ec2",
    "ecs-tasks",
    "events",
    "glue",
    "lambda",
    "sagemaker",
    "scheduler",
    "spotfleet",
    "states",
)

_NEVER = (
    "account:*",
    "aws-portal:*",
    "billing:*",
    "budgets:Modify*",
    "ce:Create*",
    "ce:Delete*",
    "ce:Update*",
    "cloudtrail:Delete*",
    "cloudtrail:Put*",
    "cloudtrail:Stop*",
    "cloudtrail:Update*",
    "events:PutPermission",
    "glue:DeleteResourcePolicy",
    "glue:PutResourcePolicy",
    "iam:Add*",
    "iam:Attach*",
    "iam:Change*",
    "iam:Create*",
    "iam:Deactivate*",
    "iam:Delete*",
    "iam:Detach*",
    "iam:Enable*",
    "iam:Put*",
    "iam:Remove*",
    "iam:Set*",
    "iam:Tag*",
    "iam:Untag*",
    "iam:Update*",
    "iam:Upload*",
    "organizations:*",
    "payments:*",
    "sso:*",
    "tax:*",
)
"""Denied outright, so that neither a resource policy nor `additional_services` can give it."""

_ON_OTHER_TEAMS = (
    "athena:*",
    "batch:*",
    "cloudwatch:*",
    "ec2:TerminateInstances",
    "ecr:BatchDeleteImage",
    "ecr:PutImage",
    "ecs:*",
    "events:*",
    "glue:*",
    "lambda:*",
    "logs:*",
    "sagemaker:*",
    "sagemaker-mlflow:*",
    "scheduler:*",
    "ssm:DeleteParameter*",
    "ssm:PutParameter",
    "ssm:StartSession",
    "states:*",
)
"""Closed on resources tagged for another team.

Shared things stay usable, because a security, network or data team tags them as its own: keys,
subnets, buckets, topics, parameters and secrets to read, images to pull.
"""


def boundary_statements(
    scope: AwsScope,
    prefix: str,
    team: str,
    additional_services: Sequence[str],
    reader_role_arns: Sequence[pulumi.Input[str]] = (),
) -> tuple[Statement, ...]:
    """Statements of the boundary of the stack whose roles are named `prefix`-something.

    A boundary grants nothing, so its wildcards give nobody anything: a role can do what its own
    policies say and what is here, whichever is less. `reader_role_arns` are roles of other accounts
    that may be assumed as well.
    """
    own_roles = scope.global_arn("iam", f"role/{prefix}-*")
    return (
        {
            "Sid": "WorkloadsInThisRegion",
            "Effect": "Allow",
            "Action": [*_REGIONAL, *(f"{service}:*" for service in additional_services)],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:RequestedRegion": scope.region}},
        },
        {
            "Sid": "ReadAnywhere",
            "Effect": "Allow",
            "Action": list(_READ_ANYWHERE),
            "Resource": "*",
        },
        {
            "Sid": "PassOwnRoles",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": own_roles,
            "Condition": {
                "StringEquals": {
                    "iam:PassedToService": [f"{service}.amazonaws.com" for service in _PASSED_TO]
                }
            },
        },
        {
            "Sid": "AssumeOwnRoles",
            "Effect": "Allow",
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            "Resource": [own_roles, *reader_role_arns],
        },
        {"Sid": "Never", "Effect": "Deny", "Action": list(_NEVER), "Resource": "*"},
        {
            "Sid": "NoDataOutOfTheAccount",
            "Effect": "Deny",
            "Action": "s3:PutObject*",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:ResourceAccount": scope.account_id}},
        },
        {
            "Sid": "NotOtherTeams",
            "Effect": "Deny",
            "Action": list(_ON_OTHER_TEAMS),
            "Resource": "*",
            # A negated condition also holds when the tag is missing, hence the second one.
            "Condition": {
                "StringNotEquals": {"aws:ResourceTag/team": team},
                "Null": {"aws:ResourceTag/team": "false"},
            },
        },
    )
