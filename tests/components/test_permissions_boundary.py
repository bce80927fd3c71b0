import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, cast

import pytest

from components.errors import InputError
from components.permissions_boundary import PermissionsBoundary, PermissionsBoundaryArgs
from plan.recorder import Account, record
from tests.components.support import declare, declared, only, statements

POLICY = "aws:iam/policy:Policy"
LARGEST_POLICY_CHARACTERS = 6144
HERE = {
    "aws:RequestedRegion": "eu-west-1",
    "aws:ResourceAccount": "000000000000",
    "iam:PassedToService": "sagemaker.amazonaws.com",
}


def args_with(**more: Any) -> PermissionsBoundaryArgs:
    base: PermissionsBoundaryArgs = {"prefix": "fraud-dev", "team": "fraud"}
    return cast(PermissionsBoundaryArgs, {**base, **more})


def document(**more: Any) -> str:
    plan = declared(PermissionsBoundary, "fraud-dev-boundary", args_with(**more))
    return only(plan, POLICY).inputs["policy"]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def holds(operator: str, key: str, expected: str | list[str], context: Mapping[str, str]) -> bool:
    if operator == "Null":
        return (key not in context) == (expected == "true")
    if operator == "StringEquals":
        return context.get(key) in listed(expected)
    assert operator == "StringNotEquals"
    return context.get(key) not in listed(expected)


def can(
    policy: str, action: str, resource: str = "*", context: Mapping[str, str] | None = None
) -> bool:
    """What IAM would decide: no matching deny, and at least one matching allow."""
    found = {"Allow": False, "Deny": False}
    for statement in statements(policy):
        matches = (
            any(fnmatchcase(action, pattern) for pattern in listed(statement["Action"]))
            and any(fnmatchcase(resource, pattern) for pattern in listed(statement["Resource"]))
            and all(
                holds(operator, key, expected, {**HERE, **(context or {})})
                for operator, tests in statement.get("Condition", {}).items()
                for key, expected in tests.items()
            )
        )
        found[statement["Effect"]] |= matches
    return found["Allow"] and not found["Deny"]


@pytest.mark.parametrize(
    "action",
    [
        "application-autoscaling:RegisterScalableTarget",
        "athena:StartQueryExecution",
        "batch:SubmitJob",
        "cloudwatch:PutMetricData",
        "ec2:CreateNetworkInterface",
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeVpcs",
        "ec2:RunInstances",
        "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken",
        "ecs:RegisterContainerInstance",
        "ec2:DetachNetworkInterface",
        "execute-api:Invoke",
        "inspector2:ListFindings",  # a build looks at what was found in its image
        "events:PutRule",
        "glue:GetTable",
        "kms:CreateGrant",
        "kms:GenerateDataKey",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:PutObject",
        "s3:PutObjectAcl",  # the offline feature store writes with an ACL header
        "sagemaker-mlflow:AccessUI",
        "sagemaker:CreateTrainingJob",
        "servicequotas:GetServiceQuota",
        "sns:Publish",
        "ssm:GetParameter",
        "ssmmessages:OpenDataChannel",
        "sts:GetCallerIdentity",
    ],
)
def test_workloads_can_do_their_work(action: str):
    assert can(document(), action)


@pytest.mark.parametrize(
    "action",
    [
        "account:CloseAccount",
        "aws-portal:ModifyBilling",
        "cloudtrail:StopLogging",
        "dynamodb:PutItem",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateInternetGateway",
        "execute-api:ManageConnections",
        "iam:AttachRolePolicy",
        "inspector2:CreateFilter",  # which would hide what was found
        "iam:CreateRole",
        "iam:CreateUser",
        "iam:DeleteRolePermissionsBoundary",
        "iam:PutRolePermissionsBoundary",
        "iam:CreatePolicyVersion",
        "iam:UpdateAssumeRolePolicy",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "organizations:LeaveOrganization",
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutEncryptionConfiguration",
    ],
)
def test_nobody_changes_the_account_its_roles_keys_or_buckets(action: str):
    assert not can(document(), action)


def test_workloads_stay_in_the_region_of_the_stack():
    elsewhere = {"aws:RequestedRegion": "us-east-1"}
    assert not can(document(), "sagemaker:CreateTrainingJob", context=elsewhere)
    assert can(document(), "iam:GetRole", context=elsewhere)


def test_only_roles_of_the_stack_are_passed_and_only_to_ml_services():
    own = "arn:aws:iam::000000000000:role/fraud-dev-training-1a2b3c4"
    assert can(document(), "iam:PassRole", own)
    assert can(document(), "sts:AssumeRole", own)
    assert not can(document(), "iam:PassRole", "arn:aws:iam::000000000000:role/admin")
    assert not can(document(), "sts:AssumeRole", "arn:aws:iam::000000000000:role/admin")
    to_cloudformation = {"iam:PassedToService": "cloudformation.amazonaws.com"}
    assert not can(document(), "iam:PassRole", own, to_cloudformation)


def test_resources_of_another_team_are_closed_but_shared_keys_and_subnets_work():
    of_another_team = {"aws:ResourceTag/team": "pricing"}
    assert not can(document(), "sagemaker:DeleteEndpoint", context=of_another_team)
    assert can(document(), "sagemaker:DeleteEndpoint", context={"aws:ResourceTag/team": "fraud"})
    assert can(document(), "kms:Decrypt", context=of_another_team)
    assert can(document(), "ec2:CreateNetworkInterface", context=of_another_team)


def test_objects_are_read_from_other_accounts_but_never_written_there():
    foreign = {"aws:ResourceAccount": "111111111111"}
    assert can(document(), "s3:GetObject", context=foreign)
    assert not can(document(), "s3:PutObject", context=foreign)


def test_a_team_adds_a_service_that_its_workloads_need():
    policy = document(additional_services=["dynamodb"])
    assert can(policy, "dynamodb:PutItem")
    assert not can(policy, "dynamodb:PutItem", context={"aws:RequestedRegion": "us-east-1"})


def test_the_longest_names_in_the_longest_partition_fit_a_managed_policy():
    args: PermissionsBoundaryArgs = {
        "prefix": f"{'a' * 20}-{'b' * 10}",
        "team": "a" * 20,
        "additional_services": ["dynamodb", "elasticmapreduce", "bedrock", "codeartifact"],
        "reader_role_arns": [f"arn:aws-us-gov:iam::000000000000:role/{'a' * 31}-model-reader"],
    }
    plan = record(
        lambda: PermissionsBoundary("boundary", args),
        stack_name="s",
        account=Account(region="us-gov-west-1"),
    )
    policy = only(plan, POLICY).inputs["policy"]
    counted_by_iam = json.dumps(json.loads(policy), separators=(",", ":"))
    assert len(counted_by_iam) <= LARGEST_POLICY_CHARACTERS


def test_roles_of_other_accounts_are_assumed_only_if_wired():
    reader = "arn:aws:iam::111111111111:role/fraud-dev-model-reader"
    for wired, expected in ({}, []), ({"reader_role_arns": [reader]}, [reader]):
        plan = declare(lambda wired=wired: PermissionsBoundary("b", args_with(**wired)))
        (assumed,) = [
            s
            for s in statements(only(plan, POLICY).inputs["policy"])
            if s["Sid"] == "AssumeOwnRoles"
        ]
        assert assumed["Resource"][1:] == expected


def test_adopts_an_existing_policy_and_creates_none():
    arn = "arn:aws:iam::000000000000:policy/company-boundary"
    plan = declare(lambda: PermissionsBoundary("b", args_with(policy_arn=arn)))
    assert plan.of_type(POLICY) == ()
    assert only(plan, "stepwell:index:PermissionsBoundary").outputs == {"policy_arn": arn}


def test_lists_every_problem_at_once():
    services = ["iam", "DynamoDB", "sqs", "sqs"]
    args = args_with(policy_arn="company-boundary", additional_services=services)
    with pytest.raises(InputError) as error:
        declare(lambda: PermissionsBoundary("b", args))
    assert str(error.value).splitlines() == [
        "permissions_boundary.policy_arn: must be the ARN of an IAM managed policy, "
        "got 'company-boundary'",
        "permissions_boundary.additional_services: must be left out when policy_arn adopts a "
        "policy, got ['iam', 'DynamoDB', 'sqs', 'sqs']",
        "permissions_boundary.additional_services[0]: must not administer the account or IAM, "
        "got 'iam'",
        "permissions_boundary.additional_services[1]: must be an IAM service prefix like "
        "dynamodb, got 'DynamoDB'",
        "permissions_boundary.additional_services[3]: must be listed once, got 'sqs' again",
    ]
