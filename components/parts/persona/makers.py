"""What the personas that build models may do: data scientist and ML engineer."""

from collections.abc import Iterator

import pulumi

from components.parts.persona.data import data_statements
from components.parts.persona.jobs import job_statements
from components.parts.persona.scope import PersonaScope
from components.parts.persona.studio import studio_statements
from components.parts.pipeline.settings import TRAINING_DATA
from components.parts.trial.rights import REQUESTS
from components.policy_document import Statement

_LISTS = (
    "batch:DescribeJobDefinitions",
    "batch:DescribeJobQueues",
    "batch:DescribeJobs",
    "batch:ListJobs",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "ecr:GetAuthorizationToken",
    "logs:DescribeLogGroups",
    "sagemaker:GetSearchSuggestions",
    "sagemaker:ListActions",
    "sagemaker:ListApps",
    "sagemaker:ListArtifacts",
    "sagemaker:ListAssociations",
    "sagemaker:ListContexts",
    "sagemaker:ListDomains",
    "sagemaker:ListEndpointConfigs",
    "sagemaker:ListEndpoints",
    "sagemaker:ListExperiments",
    "sagemaker:ListFeatureGroups",
    "sagemaker:ListHyperParameterTuningJobs",
    "sagemaker:ListMlflowTrackingServers",
    "sagemaker:ListModelCards",
    "sagemaker:ListModelPackageGroups",
    "sagemaker:ListModelPackages",
    "sagemaker:ListModels",
    "sagemaker:ListPipelines",
    "sagemaker:ListProcessingJobs",
    "sagemaker:ListSpaces",
    "sagemaker:ListTrainingJobs",
    "sagemaker:ListTrainingPlans",
    "sagemaker:ListTransformJobs",
    "sagemaker:ListUserProfiles",
    "sagemaker:QueryLineage",
    "sagemaker:Search",
    "sagemaker-mlflow:AccessUI",
)
"""Lists and searches of the account: IAM has no resource for them that a stack could name."""


def shared(scope: PersonaScope) -> dict[str, list[Statement]]:
    """Statements that both makers have, by the name of the policy that holds them.

    They are managed policies: a role's own policies together may have 10,240 characters only.
    """
    return {
        "studio": list(studio_statements(scope)),
        "data": list(data_statements(scope)),
        "read": list(_reading(scope)),
        "jobs": list(job_statements(scope)),
    }


def data_scientist(scope: PersonaScope) -> list[Statement]:
    """What the data scientist may do beyond what both makers may."""
    return [
        *(scope.pass_role(role) for role in _training_role(scope)),
        {
            # Registering a version as approved would be approving it.
            "Sid": "RegisterVersionsThatAwaitApproval",
            "Effect": "Allow",
            "Action": "sagemaker:CreateModelPackage",
            "Resource": scope.team_resources,
            "Condition": {
                "StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
            },
        },
        {
            "Sid": "DescribeModelsInCards",
            "Effect": "Allow",
            "Action": ["sagemaker:CreateModelCard", "sagemaker:UpdateModelCard"],
            "Resource": scope.team_resources,
        },
    ]


def ml_engineer(scope: PersonaScope) -> list[Statement]:
    """What the ML engineer may do beyond what both makers may."""
    delivery_roles = [
        scope.aws.global_arn("iam", f"role/{scope.prefix}-{kind}-*")
        for kind in ("endpoint", "pipeline")
    ]
    return [
        scope.pass_role(*_training_role(scope), *delivery_roles),
        {
            # Put and replace: the older versions stay, and deleting is not theirs.
            "Sid": "PutTrainingDataAndRecordedRequests",
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:PutObject"],
            "Resource": [
                scope.objects(scope.curated_bucket, TRAINING_DATA),
                scope.objects(scope.artifacts_bucket, REQUESTS),
            ],
        },
        *_delivery(scope),
    ]


def _training_role(scope: PersonaScope) -> list[pulumi.Input[str]]:
    return [] if scope.training_role_arn is None else [scope.training_role_arn]


def _reading(scope: PersonaScope) -> Iterator[Statement]:
    """Find and read what belongs to the team, track experiments, read the logs of its jobs."""
    yield {
        "Sid": "ListAndSearchHaveNoResource",
        "Effect": "Allow",
        "Action": list(_LISTS),
        "Resource": "*",
    }
    yield {
        "Sid": "ReadWhatTheTeamHas",
        "Effect": "Allow",
        "Action": [
            "sagemaker:BatchDescribeModelPackage",
            "sagemaker:BatchGetMetrics",
            "sagemaker:BatchGetRecord",
            "sagemaker:Describe*",
            "sagemaker:GetRecord",
            "sagemaker:InvokeEndpoint",
            "sagemaker:InvokeEndpointAsync",
            "sagemaker:ListModelCardVersions",
            "sagemaker:ListPipeline*",
            "sagemaker:ListTags",
            "sagemaker:ListTrainingJobsForHyperParameterTuningJob",
        ],
        "Resource": scope.team_resources,
    }
    yield {
        # The names of lineage entities are hashes, and a training plan is bought for many teams, so
        # the prefix cannot tell whose they are.
        "Sid": "ReadLineageStudioAndTrainingPlans",
        "Effect": "Allow",
        "Action": ["sagemaker:Describe*", "sagemaker:ListTags"],
        "Resource": [
            *scope.studio_resources,
            *(
                scope.aws.arn("sagemaker", f"{kind}/*")
                for kind in ("artifact", "action", "context", "training-plan")
            ),
        ],
    }
    yield {
        "Sid": "TrackExperiments",
        "Effect": "Allow",
        "Action": [
            "sagemaker:CreatePresignedMlflowTrackingServerUrl",
            "sagemaker:DescribeMlflowTrackingServer",
            *(
                f"sagemaker-mlflow:{verb}*"
                for verb in (
                    *("Create", "Delete", "End", "Finalize", "Get", "List", "Log", "Rename"),
                    *("Restore", "Search", "Set", "Start", "Update"),
                )
            ),
        ],
        "Resource": scope.tracking_server,
    }
    # One log group holds the jobs of every team; a stream starts with the name of its job.
    yield {
        "Sid": "FindLogsOfJobs",
        "Effect": "Allow",
        "Action": "logs:DescribeLogStreams",
        "Resource": scope.aws.arn("logs", "log-group:/aws/sagemaker/*Jobs:*"),
    }
    yield {
        "Sid": "ReadLogsOfTheTeamsJobs",
        "Effect": "Allow",
        "Action": "logs:GetLogEvents",
        "Resource": scope.aws.arn(
            "logs", f"log-group:/aws/sagemaker/*Jobs:log-stream:{scope.prefix}-*"
        ),
    }
    yield {
        "Sid": "ReadLogGroupsOfTheTeam",
        "Effect": "Allow",
        "Action": ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"],
        "Resource": [
            scope.aws.arn("logs", f"log-group:*/{scope.prefix}-*"),
            scope.aws.arn("logs", f"log-group:/{scope.prefix}/*"),
        ],
    }


def _delivery(scope: PersonaScope) -> Iterator[Statement]:
    """Approve versions, deploy them, run pipelines, train on machines that are paid for."""
    yield {
        "Sid": "ApproveVersions",
        "Effect": "Allow",
        "Action": [
            "sagemaker:CreateModelCardExportJob",
            "sagemaker:DeleteModelPackage",
            "sagemaker:UpdateModelCard",
            "sagemaker:UpdateModelPackage",
        ],
        "Resource": scope.team_resources,
    }
    yield {
        "Sid": "DeployTaggedAsTheTeams",
        "Effect": "Allow",
        "Action": [
            "sagemaker:CreateEndpoint",
            "sagemaker:CreateEndpointConfig",
            "sagemaker:CreatePipeline",
        ],
        "Resource": scope.team_resources,
        "Condition": scope.of_team(),
    }
    yield {
        "Sid": "RunEndpointsAndPipelines",
        "Effect": "Allow",
        "Action": [
            "sagemaker:DeleteEndpoint",
            "sagemaker:DeleteEndpointConfig",
            "sagemaker:DeletePipeline",
            "sagemaker:PutRecord",
            "sagemaker:RetryPipelineExecution",
            "sagemaker:SendPipelineExecutionStepFailure",
            "sagemaker:SendPipelineExecutionStepSuccess",
            "sagemaker:StartPipelineExecution",
            "sagemaker:StopPipelineExecution",
            "sagemaker:UpdateEndpoint",
            "sagemaker:UpdateEndpointWeightsAndCapacities",
            "sagemaker:UpdatePipeline",
        ],
        "Resource": scope.team_resources,
    }
    yield {
        "Sid": "StartTrainingAndDeployAgain",
        "Effect": "Allow",
        "Action": "lambda:InvokeFunction",
        "Resource": [
            scope.aws.arn("lambda", f"function:{scope.prefix}-{function}")
            for function in ("retraining-start", "deploy-*")
        ],
    }
    yield {
        # SageMaker asks for the plan besides the job, which its own statement still has to allow
        # (SageMaker Developer Guide, "IAM for SageMaker training plans").
        "Sid": "TrainOnReservedMachines",
        "Effect": "Allow",
        "Action": "sagemaker:CreateTrainingJob",
        "Resource": [
            scope.aws.arn("sagemaker", f"{kind}/*")
            for kind in ("training-plan", "reserved-capacity")
        ],
    }
    yield {
        "Sid": "PushImagesOfTheTeam",
        "Effect": "Allow",
        "Action": [
            "ecr:BatchCheckLayerAvailability",
            "ecr:CompleteLayerUpload",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
        ],
        "Resource": scope.team_images,
    }
