"""What the pipeline's role may do: start the jobs of its steps, read results, register versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.parts.pipeline.checks import Step
from components.parts.pipeline.definition import JOB_NAMES, job_name
from components.parts.training.role import RESULTS
from components.policy_document import Statement

_JOBS = {
    "Processing": ("ProcessingJob", ()),
    "Training": ("TrainingJob", ()),
    "Transform": ("TransformJob", ()),
    "Tuning": ("HyperParameterTuningJob", ("ListTrainingJobsForHyperParameterTuningJob",)),
}


@dataclass(frozen=True)
class PipelineScope:
    """Where a pipeline acts: its steps, one group of the registry, one role for its jobs."""

    aws: AwsScope
    prefix: str
    steps: Sequence[Step]
    kms_key_arn: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    training_role_arn: pulumi.Input[str]
    group: pulumi.Input[str]

    def has(self, kind: str) -> bool:
        """Say whether a step of type `kind` is among the steps."""
        return any(step.type == kind for step in self.steps)

    def group_arns(self) -> list[pulumi.Output[str]]:
        """ARNs of the group and of the versions in it."""
        return [
            self.aws.arn("sagemaker", pulumi.Output.concat("model-package-group/", self.group)),
            self.aws.arn("sagemaker", pulumi.Output.concat("model-package/", self.group, "/*")),
        ]


def pipeline_statements(scope: PipelineScope) -> Iterator[Statement]:
    """Statements of the role that the pipeline itself has; its jobs run with the training role."""
    yield from _jobs(scope)
    yield from _results(scope)
    if scope.has("RegisterModel"):
        yield from _versions(scope)
    if scope.has("Model"):
        yield _allow(
            "MakeModelsInsideTheVpc",
            ["sagemaker:CreateModel"],
            scope.aws.arn("sagemaker", f"model/{scope.prefix}-*"),
            {"Null": {"sagemaker:VpcSubnets": "false"}},
        )
    if scope.has("Lambda"):
        yield _allow(
            "InvokeTheStacksFunctions",
            ["lambda:InvokeFunction"],
            scope.aws.arn("lambda", f"function:{scope.prefix}-*"),
        )


def serving_model_statements(scope: PipelineScope) -> list[Statement]:
    """What the evaluation needs beyond other jobs: to find and describe the model that serves."""
    return [
        # A list has no resource.
        _allow("FindVersions", ["sagemaker:ListModelPackages"], "*"),
        _allow("ReadVersions", ["sagemaker:DescribeModelPackage"], scope.group_arns()[1]),
    ]


def _jobs(scope: PipelineScope) -> Iterator[Statement]:
    every = list[pulumi.Output[str]]()
    for kind, (job, more) in _JOBS.items():
        names = sorted({job_name(s, scope.prefix) for s in scope.steps if s.type == kind})
        if not names:
            continue
        arns = [scope.aws.arn("sagemaker", f"{JOB_NAMES[kind][1]}/{name}*") for name in names]
        every += arns
        verbs = (f"{verb}{job}" for verb in ("Create", "Describe", "Stop"))
        actions = [f"sagemaker:{action}" for action in (*verbs, *more)]
        yield _allow(f"Run{job}s", actions, arns)
        if kind == "Tuning":
            # The jobs of a tuning are named after it.
            trained = [scope.aws.arn("sagemaker", f"training-job/{name}*") for name in names]
            yield _allow("FollowTuning", ["sagemaker:DescribeTrainingJob"], trained)
    if every:
        yield _allow(
            # The volumes of a job are attached by the service, for as long as the job runs.
            "LendTheKeyToAwsServices",
            ["kms:CreateGrant"],
            scope.kms_key_arn,
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        )
        yield _allow("TagJobs", ["sagemaker:AddTags"], every)
        yield _allow(
            "PassTheJobsRoleToSageMaker",
            ["iam:PassRole"],
            scope.training_role_arn,
            {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        )


def _results(scope: PipelineScope) -> Iterator[Statement]:
    """Read what steps wrote: figures that conditions compare, models that are registered."""
    bucket = ("arn:", scope.aws.partition, ":s3:::", scope.artifacts_bucket)
    yield _allow("ReadResults", ["s3:GetObject"], pulumi.Output.concat(*bucket, f"/{RESULTS}*"))
    yield _allow(
        "FindResults",
        ["s3:GetBucketLocation", "s3:ListBucket"],
        pulumi.Output.concat(*bucket),
    )
    yield _allow("DecryptResults", ["kms:Decrypt", "kms:DescribeKey"], scope.kms_key_arn)


def _versions(scope: PipelineScope) -> Iterator[Statement]:
    yield _allow(
        "RegisterVersionsThatAwaitApproval",
        ["sagemaker:CreateModelPackage"],
        scope.group_arns(),
        # Registering a version as approved would be approving it.
        {"StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}},
    )
    yield _allow(
        "KnowTheGroup",
        [
            "sagemaker:AddTags",
            # Pipelines makes a group that is missing; this one is there, and no other can be made.
            "sagemaker:CreateModelPackageGroup",
            "sagemaker:DescribeModelPackage",
            "sagemaker:DescribeModelPackageGroup",
        ],
        scope.group_arns(),
    )
    yield _allow(
        # A version holds the digest of its image, which is looked up for whoever registers it.
        "ReadImages",
        ["ecr:BatchGetImage", "ecr:DescribeImages"],
        pulumi.Output.concat(
            "arn:", scope.aws.partition, ":ecr:", scope.aws.region, ":*:repository/*"
        ),
    )


def _allow(
    sid: str, actions: list[str], resource: object, condition: dict[str, object] | None = None
) -> Statement:
    statement: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Action": actions,
        "Resource": resource,
    }
    return {**statement, "Condition": condition} if condition else statement
