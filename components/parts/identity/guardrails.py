"""What CI can never do, whatever else it may: widen its own rights, or reach beyond the stack."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

_NEVER = (
    "account:*",
    "aws-portal:*",
    "billing:*",
    "codecommit:*",
    "iam:*AccessKey*",
    "iam:*AccountAlias",
    "iam:*AccountPasswordPolicy",
    "iam:*Group*",
    "iam:*LoginProfile",
    "iam:*MFADevice",
    "iam:*SAMLProvider*",
    "iam:*SSHPublicKey",
    "iam:*ServerCertificate*",
    "iam:*ServiceSpecificCredential*",
    "iam:*SigningCertificate",
    "iam:*User*",
    "iam:DeleteRolePermissionsBoundary",
    "lakeformation:PutDataLakeSettings",
    "organizations:*",
    "payments:*",
    "sso:*",
    "tax:*",
)
"""Long-lived credentials, other identities, the account and its data lake administrators, and
uncapped roles."""

_CHANGES = ("Add", "Attach", "Create", "Delete", "Detach", "Put", "Remove", "Set", "Update")

_GLOBAL = ("budgets:*", "ce:*", "chatbot:*", "iam:*", "s3:ListAllMyBuckets", "sts:*")
"""What answers from one region whatever the stack's is."""

_DATA = (
    "athena:GetQueryResults*",
    "athena:StartQueryExecution",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:StartQuery",
    "sagemaker:BatchGetRecord",
    "sagemaker:CreateAutoMLJob*",
    "sagemaker:CreateHyperParameterTuningJob",
    "sagemaker:CreatePresigned*",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
    "sagemaker:CreateTransformJob",
    "sagemaker:GetRecord",
    "sagemaker:InvokeEndpoint*",
    "sagemaker:StartSession",
)
"""What is in the stores, behind the models and in people's notebooks; jobs, which are handed roles
that read it. Those of a pipeline are started by the role of the pipeline."""

_ON_OTHER_TEAMS = ("ec2:*", "ecr:*", "kms:*", "lambda:*", "logs:*", "sagemaker:*", "sns:*", "sqs:*")


def guardrails(
    scope: AwsScope,
    team: str,
    role_boundary_arn: pulumi.Input[str],
    own: Sequence[pulumi.Input[str]],
) -> list[Statement]:
    """Refusals that hold against every permission; `own` are the identities of CI themselves."""
    return [
        {"Sid": "Never", "Effect": "Deny", "Action": list(_NEVER), "Resource": "*"},
        {"Sid": "NoData", "Effect": "Deny", "Action": list(_DATA), "Resource": "*"},
        {
            # A negated condition also holds where a role has no boundary.
            "Sid": "NoRoleWithoutTheBoundary",
            "Effect": "Deny",
            "Action": [
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy",
            ],
            "Resource": "*",
            "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": role_boundary_arn}},
        },
        {
            "Sid": "NotItsOwnRights",
            "Effect": "Deny",
            "Action": [f"iam:{verb}*" for verb in _CHANGES],
            "Resource": [*own, role_boundary_arn, scope.global_arn("iam", "oidc-provider/*")],
        },
        {
            "Sid": "NotOtherRegions",
            "Effect": "Deny",
            "NotAction": list(_GLOBAL),
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": scope.region}},
        },
        {
            "Sid": "NotOtherTeams",
            "Effect": "Deny",
            "Action": list(_ON_OTHER_TEAMS),
            "Resource": "*",
            "Condition": {
                "StringNotEquals": {"aws:ResourceTag/team": team},
                "Null": {"aws:ResourceTag/team": "false"},
            },
        },
    ]
