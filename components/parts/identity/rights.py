"""What CI may do: look at configuration to plan, and manage what is the stack's to deploy."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.parts.identity.actions import BY_ID, LOOK, NAMED, PASSED_TO, SERVICE_ROLES
from components.policy_document import Statement


def looking(scope: AwsScope) -> list[Statement]:
    """What a preview needs to know."""
    apis = pulumi.Output.concat("arn:", scope.partition, ":apigateway:", scope.region, "::/")
    return [
        {"Sid": "Look", "Effect": "Allow", "Action": list(LOOK), "Resource": "*"},
        {
            # Not the usage plans and keys, which hold what callers prove themselves with.
            "Sid": "LookAtApis",
            "Effect": "Allow",
            "Action": "apigateway:GET",
            "Resource": [
                pulumi.Output.concat(apis, kind)
                for kind in ("account", "domainnames*", "restapis*")
            ],
        },
    ]


def named(scope: AwsScope, prefix: str) -> list[Statement]:
    """Manage whatever carries the prefix in its name."""
    glue = prefix.replace("-", "_")
    bucket = pulumi.Output.concat("arn:", scope.partition, f":s3:::{prefix}-*")
    return [
        *(
            {
                "Sid": service.capitalize(),
                "Effect": "Allow",
                "Action": f"{service}:*",
                "Resource": [scope.arn(service, p.format(p=prefix, g=glue)) for p in patterns],
            }
            for service, patterns in NAMED.items()
        ),
        {
            # No action on objects: the name of a bucket followed by a star matches those as well.
            "Sid": "Buckets",
            "Effect": "Allow",
            "Action": [
                "s3:CreateBucket",
                "s3:DeleteBucket*",
                "s3:GetAccelerateConfiguration",
                "s3:GetBucket*",
                "s3:GetEncryptionConfiguration",
                "s3:GetLifecycleConfiguration",
                "s3:GetReplicationConfiguration",
                "s3:ListBucket*",
                "s3:PutBucket*",
                "s3:PutEncryptionConfiguration",
                "s3:PutLifecycleConfiguration",
            ],
            "Resource": bucket,
        },
    ]


def by_id() -> list[Statement]:
    """Manage what AWS gives an id instead of a name."""
    return [
        {"Sid": "KnownById", "Effect": "Allow", "Action": list(BY_ID), "Resource": "*"},
        {
            "Sid": "LendKeysToServices",
            "Effect": "Allow",
            "Action": "kms:CreateGrant",
            "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        },
    ]


def roles(scope: AwsScope, prefix: str, boundary_arn: pulumi.Input[str]) -> list[Statement]:
    """Manage the stack's roles, each under its boundary, and hand them to services."""
    own_roles = scope.global_arn("iam", f"role/{prefix}-*")
    capped = {"StringEquals": {"iam:PermissionsBoundary": boundary_arn}}
    return [
        {
            "Sid": "RolesUnderTheBoundary",
            "Effect": "Allow",
            "Action": [
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy",
            ],
            "Resource": own_roles,
            "Condition": capped,
        },
        {
            "Sid": "PoliciesAndProfiles",
            "Effect": "Allow",
            "Action": ["iam:*InstanceProfile*", "iam:*Policy", "iam:*PolicyVersion"],
            "Resource": [
                scope.global_arn("iam", f"{kind}/{prefix}-*")
                for kind in ("instance-profile", "policy")
            ],
        },
        {
            "Sid": "ChangeRoles",
            "Effect": "Allow",
            "Action": [
                "iam:DeleteRole",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole*",
            ],
            "Resource": own_roles,
        },
        {
            "Sid": "HandRolesOn",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": own_roles,
            "Condition": {
                "StringEqualsIfExists": {
                    "iam:PassedToService": [f"{name}.amazonaws.com" for name in PASSED_TO]
                }
            },
        },
        {
            "Sid": "RolesThatServicesNeed",
            "Effect": "Allow",
            "Action": "iam:CreateServiceLinkedRole",
            "Resource": scope.global_arn("iam", "role/aws-service-role/*"),
            "Condition": {
                "StringLike": {
                    "iam:AWSServiceName": [f"{name}*.amazonaws.com" for name in SERVICE_ROLES]
                }
            },
        },
    ]


def state(
    scope: AwsScope,
    bucket: pulumi.Input[str] | None,
    key_arns: Sequence[pulumi.Input[str]],
    *,
    write: bool,
) -> list[Statement]:
    """Read Pulumi's state where it lies in a bucket, or write it too; decrypt its secrets."""
    found = list[Statement]()
    if bucket is not None:
        arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
        change = ["s3:DeleteObject", "s3:PutObject"] if write else []
        found += [
            {"Sid": "FindState", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": arn},
            {
                "Sid": "State",
                "Effect": "Allow",
                "Action": ["s3:GetObject", *change],
                "Resource": pulumi.Output.concat(arn, "/.pulumi/*"),
            },
        ]
    if key_arns:
        encrypt = ["kms:Encrypt", "kms:GenerateDataKey"] if write else []
        found.append(
            {
                "Sid": "DecryptState",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", *encrypt],
                "Resource": list(key_arns),
            }
        )
    return found
