"""The function that starts the training pipeline: what it is told, and what it may do."""

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.common.dead_letters import DeadLetters
from components.parts.common.function import FunctionSpec, PlatformFunction, platform_function
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.starting.settings import (
    DEFAULT_COOL_DOWN_HOURS,
    DEFAULT_SETTLE_MINUTES,
    ContinuousTrainingArgs,
)
from components.policy_document import Statement


def start_function(
    name: str,
    args: ContinuousTrainingArgs,
    failed: DeadLetters,
    later: aws.scheduler.ScheduleGroup,
    role: aws.iam.Role,
    parent: pulumi.ComponentResource,
) -> PlatformFunction:
    """Declare it; what has to wait, it puts into the group `later`, to come back with `role`."""
    data = args.get("new_data")
    settle = data.get("settle_minutes", DEFAULT_SETTLE_MINUTES) if data else 0
    return platform_function(
        name,
        FunctionSpec(
            code="start_training",
            function_name=f"{name}-start",
            description="Starts the training pipeline, one run at a time",
            environment={
                "PIPELINE": args["pipeline_name"],
                "PAUSED": "true" if args.get("paused", False) else "false",
                "COOL_DOWN_HOURS": str(args.get("cool_down_hours", DEFAULT_COOL_DOWN_HOURS)),
                "SETTLE_MINUTES": str(settle),
                "LATER_GROUP": later.name,
                "LATER_ROLE_ARN": role.arn,
                "DEAD_LETTERS_ARN": failed.arn,
            },
            statements=_statements(args, AwsScope.of(parent), later, role),
            kms_key_arn=args["kms_key_arn"],
            topic_arn=args["topic_arn"],
            log_retention_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            dead_letters=failed,
        ),
        parent=parent,
        boundary=args.get("permissions_boundary_arn"),
    )


def _statements(
    args: ContinuousTrainingArgs,
    scope: AwsScope,
    later: aws.scheduler.ScheduleGroup,
    role: aws.iam.Role,
) -> list[Statement]:
    """What the function may do: start this pipeline and no other, and come back later."""
    return [
        {
            "Sid": "StartThePipeline",
            "Effect": "Allow",
            "Action": ["sagemaker:ListPipelineExecutions", "sagemaker:StartPipelineExecution"],
            "Resource": args["pipeline_arn"],
        },
        {
            "Sid": "SayWhy",
            "Effect": "Allow",
            "Action": "sagemaker:UpdatePipelineExecution",
            "Resource": pulumi.Output.concat(args["pipeline_arn"], "/execution/*"),
        },
        {
            "Sid": "ComeBackLater",
            "Effect": "Allow",
            "Action": "scheduler:CreateSchedule",
            "Resource": scope.arn("scheduler", pulumi.Output.concat("schedule/", later.name, "/*")),
        },
        {
            "Sid": "HandTheRoleToTheScheduler",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": role.arn,
            "Condition": {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}},
        },
    ]
