"""What the personas that build models may do with jobs: start, steer and stop the team's."""

from collections.abc import Iterator

from components.parts.persona.scope import PersonaScope
from components.policy_document import Statement


def job_statements(scope: PersonaScope) -> Iterator[Statement]:
    """Start jobs that are named and tagged as the team's and stay inside the VPC."""
    yield {
        "Sid": "StartJobsInsideTheVpc",
        "Effect": "Allow",
        "Action": [
            "sagemaker:CreateHyperParameterTuningJob",
            "sagemaker:CreateProcessingJob",
            "sagemaker:CreateTrainingJob",
        ],
        "Resource": scope.team_resources,
        "Condition": scope.of_team(
            Null={"sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false"}
        ),
    }
    yield {
        # A transform job runs where its model runs; a model without a VPC cannot be made.
        "Sid": "StartTransformJobs",
        "Effect": "Allow",
        "Action": "sagemaker:CreateTransformJob",
        "Resource": scope.team_resources,
        "Condition": scope.of_team(),
    }
    yield {
        "Sid": "ModelsInsideTheVpc",
        "Effect": "Allow",
        "Action": "sagemaker:CreateModel",
        "Resource": scope.team_resources,
        "Condition": scope.of_team(Null={"sagemaker:VpcSubnets": "false"}),
    }
    yield {
        "Sid": "SteerJobs",
        "Effect": "Allow",
        "Action": [
            "sagemaker:AddTags",
            "sagemaker:DeleteModel",
            "sagemaker:StopHyperParameterTuningJob",
            "sagemaker:StopProcessingJob",
            "sagemaker:StopTrainingJob",
            "sagemaker:StopTransformJob",
            "sagemaker:UpdateTrainingJob",
        ],
        "Resource": scope.team_resources,
    }
    jobs = scope.aws.arn("batch", "job/*")
    yield {
        "Sid": "QueueGpuJobs",
        "Effect": "Allow",
        "Action": "batch:SubmitJob",
        "Resource": [
            scope.aws.arn("batch", f"job-queue/{scope.prefix}-*"),
            scope.aws.arn("batch", f"job-definition/{scope.prefix}-*"),
            jobs,
        ],
        "Condition": scope.of_team(),
    }
    yield {
        "Sid": "TagGpuJobs",
        "Effect": "Allow",
        "Action": "batch:TagResource",
        "Resource": jobs,
        "Condition": scope.of_team(),
    }
    yield {
        "Sid": "StopGpuJobs",
        "Effect": "Allow",
        "Action": ["batch:CancelJob", "batch:TerminateJob"],
        "Resource": jobs,
        "Condition": scope.tagged(),
    }
