"""What the personas that keep the platform may do, none of it with data: engineer and auditor."""

from collections.abc import Iterator

import pulumi

from components.parts.persona.scope import PersonaScope
from components.policy_document import Statement

_LISTS = (
    "athena:ListDataCatalogs",
    "athena:ListWorkGroups",
    "batch:DescribeComputeEnvironments",
    "batch:DescribeJobDefinitions",
    "batch:DescribeJobQueues",
    "batch:DescribeJobs",
    "batch:ListJobs",
    "ce:GetAnomalies",
    "ce:GetCostAndUsage",
    "cloudtrail:DescribeTrails",
    "cloudtrail:ListTrails",
    "cloudtrail:LookupEvents",
    "cloudwatch:DescribeAlarmsForMetric",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListDashboards",
    "cloudwatch:ListMetrics",
    "ec2:DescribeFlowLogs",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroupRules",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcEndpoints",
    "ec2:DescribeVpcs",
    "iam:ListPolicies",
    "iam:ListRoles",
    "kms:ListAliases",
    "lakeformation:ListLakeFormationOptIns",
    "lakeformation:ListPermissions",
    "logs:DescribeLogGroups",
    "logs:DescribeQueryDefinitions",
    "logs:StopQuery",
    "s3:ListAllMyBuckets",
    "sagemaker:Search",
    "sagemaker:QueryLineage",
    "servicequotas:GetServiceQuota",
    "servicequotas:ListServiceQuotas",
    "sns:ListTopics",
    *(
        f"sagemaker:List{kind}"
        for kind in (
            *("Actions", "Apps", "Artifacts", "Associations", "Contexts", "Domains"),
            *("EndpointConfigs", "Endpoints", "FeatureGroups", "HyperParameterTuningJobs"),
            *("MlflowTrackingServers", "ModelCards", "ModelPackageGroups", "ModelPackages"),
            *("Models", "MonitoringSchedules", "Pipelines", "ProcessingJobs", "Spaces"),
            *("TrainingJobs", "TransformJobs", "UserProfiles"),
        )
    ),
)
"""Lists and searches of the account: IAM has no resource for them that a stack could name."""

_DATA_ACTIONS = (
    "athena:GetQueryResults*",
    "athena:StartQueryExecution",
    "kms:Decrypt",
    "kms:GenerateDataKey*",
    "s3:DeleteObject*",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
    "sagemaker:BatchGetRecord",
    "sagemaker:CreatePresigned*",
    "sagemaker:GetRecord",
    "sagemaker:InvokeEndpoint*",
    "sagemaker:StartSession",
    "sagemaker-mlflow:*",
)
"""How data leaves the zones, the stores, the models and the notebooks."""


def platform_engineer(scope: PersonaScope) -> list[Statement]:
    """What the platform engineer may do: read everything but data, and operate it."""
    return [*_configuration(scope), *_logs(scope), *_operation(scope), _no_data()]


def auditor(scope: PersonaScope) -> list[Statement]:
    """What the auditor may do: read everything but data."""
    return [*_configuration(scope), *_logs(scope), _no_data()]


def _no_data() -> Statement:
    """Refuse data, whatever another policy of the role allows."""
    return {"Sid": "NoData", "Effect": "Deny", "Action": list(_DATA_ACTIONS), "Resource": "*"}


def _configuration(scope: PersonaScope) -> Iterator[Statement]:
    prefix = scope.prefix
    yield {
        "Sid": "ListAndSearchHaveNoResource",
        "Effect": "Allow",
        "Action": list(_LISTS),
        "Resource": "*",
    }
    yield {
        "Sid": "ReadSageMaker",
        "Effect": "Allow",
        "Action": [
            "sagemaker:BatchDescribeModelPackage",
            "sagemaker:Describe*",
            "sagemaker:GetModelPackageGroupPolicy",
            "sagemaker:ListModelCardVersions",
            "sagemaker:ListPipeline*",
            "sagemaker:ListTags",
        ],
        "Resource": [
            scope.team_resources,
            *scope.studio_resources,
            *(
                scope.aws.arn("sagemaker", f"{kind}/*")
                for kind in ("artifact", "action", "context")
            ),
        ],
    }
    yield {
        "Sid": "ReadBucketConfiguration",
        "Effect": "Allow",
        "Action": [
            "s3:GetAccelerateConfiguration",
            "s3:GetBucket*",
            "s3:GetEncryptionConfiguration",
            "s3:GetLifecycleConfiguration",
            "s3:ListBucket",
            "s3:ListBucketVersions",
        ],
        "Resource": [scope.bucket(name) for name in scope.buckets],
    }
    yield {
        "Sid": "ReadRolesAndPolicies",
        "Effect": "Allow",
        "Action": [
            "iam:GetPolicy",
            "iam:GetPolicyVersion",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListEntitiesForPolicy",
            "iam:ListPolicyVersions",
            "iam:ListRolePolicies",
            "iam:ListRoleTags",
        ],
        "Resource": [
            scope.aws.global_arn("iam", f"role/{prefix}-*"),
            scope.aws.global_arn("iam", f"policy/{prefix}-*"),
        ],
    }
    yield {
        "Sid": "ReadKey",
        "Effect": "Allow",
        "Action": [
            "kms:DescribeKey",
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:ListGrants",
            "kms:ListResourceTags",
        ],
        "Resource": scope.kms_key_arn,
    }
    yield {
        "Sid": "ReadTheOtherServices",
        "Effect": "Allow",
        "Action": [
            "athena:GetWorkGroup",
            "budgets:ViewBudget",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrail",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:ListTags",
            "cloudwatch:DescribeAlarmHistory",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetDashboard",
            "ecr:DescribeImageScanFindings",
            "ecr:DescribeImages",
            "ecr:DescribeRepositories",
            "ecr:GetLifecyclePolicy",
            "ecr:GetRepositoryPolicy",
            "glue:GetDatabase",
            "glue:GetTable",
            "glue:GetTables",
            "sns:GetTopicAttributes",
            "sns:ListSubscriptionsByTopic",
            "ssm:GetParameter",
        ],
        "Resource": [
            scope.aws.arn("athena", pulumi.Output.concat("workgroup/", scope.workgroup_name)),
            scope.aws.global_arn("budgets", f"budget/{prefix}-*"),
            scope.aws.arn("cloudtrail", f"trail/{prefix}-*"),
            scope.aws.arn("cloudwatch", f"alarm:{prefix}-*"),
            scope.aws.global_arn("cloudwatch", f"dashboard/{prefix}*"),
            scope.team_images,
            scope.aws.arn("glue", "catalog"),
            scope.aws.arn("glue", pulumi.Output.concat("database/", scope.database_name)),
            scope.aws.arn("glue", pulumi.Output.concat("table/", scope.database_name, "/*")),
            scope.aws.arn("sns", f"{prefix}-*"),
            scope.aws.arn("ssm", f"parameter/stepwell/{prefix}/*"),
        ],
    }


def _logs(scope: PersonaScope) -> Iterator[Statement]:
    yield {
        "Sid": "ReadLogs",
        "Effect": "Allow",
        "Action": [
            "logs:DescribeLogStreams",
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "logs:GetQueryResults",
            "logs:StartQuery",
        ],
        "Resource": [
            # Made up by Pulumi, below a folder of ours or AWS's, or with the start that WAF wants.
            *(
                scope.aws.arn("logs", f"log-group:{name}")
                for name in (
                    f"{scope.prefix}-*",
                    f"*/{scope.prefix}-*",
                    f"*/{scope.prefix}/*",
                    f"aws-waf-logs-{scope.prefix}-*",
                )
            ),
            scope.aws.arn("logs", f"log-group:/aws/sagemaker/*:log-stream:{scope.prefix}-*"),
        ],
    }


def _operation(scope: PersonaScope) -> Iterator[Statement]:
    """Stop, scale, tidy up; what the stack declares is changed through the stack."""
    prefix = scope.prefix
    yield {
        "Sid": "OperateSageMaker",
        "Effect": "Allow",
        "Action": [
            "sagemaker:AddTags",
            "sagemaker:DeleteEndpoint",
            "sagemaker:DeleteEndpointConfig",
            "sagemaker:DeleteModel",
            "sagemaker:DeletePipeline",
            "sagemaker:Start*",
            "sagemaker:Stop*",
            "sagemaker:UpdateEndpoint",
            "sagemaker:UpdateEndpointWeightsAndCapacities",
            "sagemaker:UpdateMlflowTrackingServer",
            "sagemaker:UpdateTrainingJob",
        ],
        "Resource": scope.team_resources,
    }
    yield {
        "Sid": "OperateStudio",
        "Effect": "Allow",
        "Action": ["sagemaker:DeleteApp", "sagemaker:DeleteSpace", "sagemaker:UpdateSpace"],
        "Resource": [scope.aws.arn("sagemaker", f"{kind}/*") for kind in ("app", "space")],
        "Condition": scope.tagged(),
    }
    yield {
        "Sid": "OperateGpuQueue",
        "Effect": "Allow",
        "Action": ["batch:UpdateComputeEnvironment", "batch:UpdateJobQueue"],
        "Resource": [
            scope.aws.arn("batch", f"compute-environment/{prefix}-*"),
            scope.aws.arn("batch", f"job-queue/{prefix}-*"),
        ],
    }
    yield {
        "Sid": "StopGpuJobs",
        "Effect": "Allow",
        "Action": ["batch:CancelJob", "batch:TerminateJob"],
        "Resource": scope.aws.arn("batch", "job/*"),
        "Condition": scope.tagged(),
    }
    yield {
        "Sid": "OperateAlarmsImagesAndTopics",
        "Effect": "Allow",
        "Action": [
            "cloudwatch:DisableAlarmActions",
            "cloudwatch:EnableAlarmActions",
            "cloudwatch:SetAlarmState",
            "ecr:BatchDeleteImage",
            "ecr:StartImageScan",
            "sns:Subscribe",
        ],
        "Resource": [
            scope.aws.arn("cloudwatch", f"alarm:{prefix}-*"),
            scope.team_images,
            scope.aws.arn("sns", f"{prefix}-*"),
        ],
    }
