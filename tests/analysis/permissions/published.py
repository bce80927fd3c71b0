"""What AWS publishes of its actions: service models, and the Service Authorization Reference."""

import functools
import importlib.resources
import json
import re
from collections.abc import Mapping
from typing import Any

import botocore.session

MODELS = {
    "cloudformation": ("cloudcontrol",),
    "elasticfilesystem": ("efs",),
}
"""Service models by IAM prefix, where they are called otherwise."""

OPERATIONS = {
    "s3:GetAccelerateConfiguration": "GetBucketAccelerateConfiguration",
    "s3:GetBucketCORS": "GetBucketCors",
    "s3:GetBucketNotification": "GetBucketNotificationConfiguration",
    "s3:GetBucketObjectLockConfiguration": "GetObjectLockConfiguration",
    "s3:GetBucketPublicAccessBlock": "GetPublicAccessBlock",
    "s3:GetEncryptionConfiguration": "GetBucketEncryption",
    "s3:GetLifecycleConfiguration": "GetBucketLifecycleConfiguration",
    "s3:GetReplicationConfiguration": "GetBucketReplication",
    "s3:ListBucket": "HeadBucket",
    "s3:ListBucketVersions": "ListObjectVersions",
    "s3:PutBucketNotification": "PutBucketNotificationConfiguration",
    "s3:PutBucketObjectLockConfiguration": "PutObjectLockConfiguration",
    "s3:PutBucketPublicAccessBlock": "PutPublicAccessBlock",
    "s3:PutEncryptionConfiguration": "PutBucketEncryption",
    "s3:PutLifecycleConfiguration": "PutBucketLifecycleConfiguration",
    "budgets:ModifyBudget": "UpdateBudget",
    "budgets:ViewBudget": "DescribeBudget",
    "apigateway:DELETE": "DeleteRestApi",
    "apigateway:GET": "GetRestApi",
    "apigateway:PATCH": "UpdateRestApi",
    "apigateway:POST": "CreateRestApi",
    "apigateway:PUT": "PutRestApi",
}
"""Operations that an action of another name is for (the services' own user guides)."""

NO_OPERATION = {
    "apigateway:SetWebACL",
    "apigateway:UpdateRestApiPolicy",
    "iam:PassRole",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "s3:DeleteObjectVersion",
}
"""Actions that only permissions know (Service Authorization Reference)."""


TAG = "aws:ResourceTag/${TagKey}"
"""Condition key of the types whose tags IAM looks at."""


@functools.cache
def operations(service: str) -> frozenset[str]:
    session = botocore.session.get_session()
    models = MODELS.get(service, (service,))
    return frozenset().union(*(session.get_service_model(m).operation_names for m in models))


@functools.cache
def reference() -> Mapping[str, Any]:
    """Actions and resource types by service, as cfn-lint ships them."""
    file = importlib.resources.files("cfnlint.data.AdditionalSpecs") / "Policies.json"
    return json.loads(file.read_text())


def resource_types(action: str) -> list[str] | None:
    """Types of resources that an action can be limited to; None for one that AWS does not have."""
    service, name = action.split(":")
    found = reference()[service]["Actions"].get(name.lower())
    return None if found is None else found.get("Resources", [])


def matching(action: str, arn: str) -> list[Mapping[str, Any]]:
    """Types that an action can be limited to and that an ARN with wildcards can be one of."""
    return [kind for form, kind in _kinds(action) if form.fullmatch(arn)]


@functools.cache
def _kinds(action: str) -> list[tuple[re.Pattern[str], Mapping[str, Any]]]:
    """Forms of the ARNs that an action can be limited to, with what is known of their types."""
    known = reference()[action.split(":")[0]]["Resources"]
    kinds = [known[kind.lower()] for kind in resource_types(action) or () if kind.lower() in known]
    return [(_expression(form), kind) for kind in kinds for form in kind["ARNFormats"]]


def _expression(form: str) -> re.Pattern[str]:
    rest = re.escape(form).replace(re.escape(".*"), ".*")
    return re.compile(re.sub(r"\\\$\\\{\w+\\\}", "[^:]*", rest))
