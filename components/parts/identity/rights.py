"""What CI may do: look at configuration to plan, and manage what is the stack's to deploy."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

_NAMED = {
    "athena": ("workgroup/{p}-*",),
    "batch": ("compute-environment/{p}-*", "job-definition/{p}-*", "job-queue/{p}-*"),
    "cloudtrail": ("trail/{p}-*",),
    "cloudwatch": ("alarm:{p}-*",),
    "codebuild": ("project/{p}-*",),
    "ecr": ("repository/{p}/*",),
    "events": ("rule/{p}-*",),
    "glue": ("catalog", "database/{g}*", "table/{g}*/*", "crawler/{p}-*"),
    "lambda": ("function:{p}-*",),
    "logs": ("log-group:{p}-*", "log-group:*/{p}-*", "log-group:/{p}/*"),
    "sagemaker": ("*/{p}-*", "app/*", "domain/*", "user-profile/*"),
    "scheduler": ("schedule/*/{p}-*", "schedule-group/{p}-*"),
    "sns": ("{p}-*",),
    "sqs": ("{p}-*",),
    "ssm": ("parameter/stepwell/{p}/*",),
    "states": ("stateMachine:{p}-*",),
    "wafv2": ("regional/*/{p}-*/*",),
}
"""By service, what it calls things of the stack: `{p}` is the prefix, `{g}` as Glue writes it."""

_BY_ID = (
    "apigateway:DELETE",
    "apigateway:GET",
    "apigateway:PATCH",
    "apigateway:POST",
    "apigateway:PUT",
    "apigateway:SetWebACL",
    "application-autoscaling:D*",
    "application-autoscaling:ListTagsForResource",
    "application-autoscaling:Put*",
    "application-autoscaling:RegisterScalableTarget",
    "application-autoscaling:*agResource",
    "batch:Describe*",
    "batch:RegisterJobDefinition",
    "budgets:ModifyBudget",
    "budgets:*agResource",
    "ce:*AnomalyMonitor*",
    "ce:*AnomalySubscription*",
    "ce:*agResource",
    "ce:*CostAllocationTags*",
    "chatbot:*Configuration*",
    "chatbot:*agResource",
    "cloudformation:*Resource",
    "cloudformation:GetResourceRequestStatus",
    "cloudwatch:*Dashboard*",
    "codeconnections:CreateConnection",
    "codeconnections:DeleteConnection",
    "codeconnections:GetConnection",
    "codeconnections:*agResource",
    "ec2:*Address*",
    "ec2:*FlowLogs",
    "ec2:*InternetGateway*",
    "ec2:*LaunchTemplate*",
    "ec2:*NatGateway*",
    "ec2:*NetworkAcl*",
    "ec2:*Route*",
    "ec2:*SecurityGroup*",
    "ec2:*Subnet*",
    "ec2:*Tags",
    "ec2:*Vpc*",
    "ecr:GetAuthorizationToken",
    "elasticfilesystem:*AccessPoint*",
    "elasticfilesystem:*BackupPolicy",
    "elasticfilesystem:*FileSystem*",
    "elasticfilesystem:*MountTarget*",
    "elasticfilesystem:*agResource",
    "fsx:*DataRepositoryAssociation*",
    "fsx:*FileSystem*",
    "fsx:*agResource",
    "glue:*SecurityConfiguration*",
    "kms:*Alias*",
    "kms:CreateKey",
    "kms:EnableKeyRotation",
    "kms:Put*",
    "kms:ScheduleKeyDeletion",
    "kms:*agResource",
    "kms:UpdateKeyDescription",
    "lakeformation:*LakeFormationOptIn",
    "lakeformation:*egisterResource",
    "lakeformation:GrantPermissions",
    "lakeformation:RevokePermissions",
    "lambda:*EventSourceMapping*",
    "logs:*Delivery*",
    "logs:*QueryDefinition*",
    "logs:*ResourcePolic*",
    "sagemaker:ListTags",
    "wafv2:*LoggingConfiguration",
    "wafv2:AssociateWebACL",
    "wafv2:DisassociateWebACL",
)
"""What IAM knows by ids that AWS makes up, or by nothing; tags of other teams close theirs."""

_PASSED_TO = (
    "apigateway",
    "batch",
    "budgets",
    "chatbot",
    "cloudtrail",
    "codebuild",
    "ec2",
    "ecs-tasks",
    "events",
    "glue",
    "lakeformation",
    "lambda",
    "management.chatbot",
    "sagemaker",
    "scheduler",
    "spotfleet",
    "states",
    "vpc-flow-logs",
)
"""Services that may be given a role of the stack."""

_LOOK = (
    *("application-autoscaling:Describe*", "athena:GetWorkGroup"),
    *("athena:ListTagsForResource", "batch:Describe*", "batch:ListTagsForResource"),
    *("budgets:ListTagsForResource", "budgets:ViewBudget", "ce:GetAnomaly*", "ce:ListTags*"),
    *("ce:ListCostAllocationTags", "chatbot:Describe*", "chatbot:Get*", "chatbot:ListTags*"),
    *("fsx:Describe*", "fsx:ListTagsForResource"),
    *("cloudformation:GetResource", "cloudformation:GetResourceRequestStatus"),
    *("cloudtrail:Describe*", "cloudtrail:GetTrail*", "cloudtrail:GetEventSelectors"),
    *("cloudwatch:Describe*", "cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource"),
    *("codebuild:BatchGetProjects", "codeconnections:GetConnection", "codeconnections:ListTags*"),
    *("ec2:Describe*", "ecr:Describe*", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy"),
    *("ecr:ListTagsForResource", "elasticfilesystem:Describe*", "events:Describe*", "events:List*"),
    *("glue:GetDatabase*", "glue:GetSecurityConfiguration*", "glue:GetTable*", "glue:GetTags"),
    *("iam:GetInstanceProfile", "iam:GetOpenIDConnectProvider", "iam:GetPolicy*", "iam:GetRole*"),
    *("iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListPolicyVersions"),
    *("iam:ListRolePolicies", "kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus"),
    *("kms:ListAliases", "kms:ListResourceTags", "lakeformation:DescribeResource"),
    *("lakeformation:List*", "lambda:GetFunction*", "lambda:GetPolicy"),
    *("lambda:List*", "logs:Describe*", "logs:ListTagsForResource", "s3:GetAccelerate*"),
    *("s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration"),
    *("s3:GetReplicationConfiguration", "s3:ListBucket", "sagemaker:Describe*"),
    *("sagemaker:GetModelPackageGroupPolicy", "sagemaker:ListTags", "scheduler:Get*"),
    *("scheduler:ListTagsForResource", "servicequotas:Get*", "servicequotas:List*"),
    *("sns:Get*", "sns:ListTagsForResource", "sqs:GetQueueAttributes", "sqs:ListQueueTags"),
    *("ssm:DescribeParameters", "ssm:ListTagsForResource", "states:Describe*"),
    *("states:ListTagsForResource", "sts:GetCallerIdentity", "wafv2:Get*", "wafv2:List*"),
)
"""How the stack is configured, and nothing of what it holds: no object, record, secret or log."""

_SERVICE_ROLES = (
    *("autoscaling", "backup", "batch", "ecs", "elasticfilesystem", "fsx", "management.chatbot"),
    *("ops.apigateway", "s3.data-source.lustre.fsx", "sagemaker", "spot"),
)


def looking(scope: AwsScope) -> list[Statement]:
    """What a preview needs to know."""
    apis = pulumi.Output.concat("arn:", scope.partition, ":apigateway:", scope.region, "::/")
    return [
        {"Sid": "Look", "Effect": "Allow", "Action": list(_LOOK), "Resource": "*"},
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
            for service, patterns in _NAMED.items()
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
        {"Sid": "KnownById", "Effect": "Allow", "Action": list(_BY_ID), "Resource": "*"},
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
                    "iam:PassedToService": [f"{name}.amazonaws.com" for name in _PASSED_TO]
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
                    "iam:AWSServiceName": [f"{name}*.amazonaws.com" for name in _SERVICE_ROLES]
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
