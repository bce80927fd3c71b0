"""What the pipeline's role may do: start the jobs of its steps, read results, register versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.parts.pipeline.checks import Step
from components.parts.pipeline.definition import JOB_NAMES, job_name
from components.parts.training.role import RESULTS
from components.policy_document import Statement, allow

_JOBS = {
    "Processing": ("ProcessingJob", ()),
    "Training": ("TrainingJob", ()),
    "Transform": ("TransformJob", ()),
    "Tuning": ("HyperParameterTuningJob", ("ListTrainingJobsForHyperParameterTuningJob",)),
}

_GROUP = "model-package-group"
_TAGS = ("Request", "Resource")


@dataclass(frozen=True)
class PipelineScope:
    """Where a pipeline acts: its steps, one group of the registry, one role for its jobs."""

    aws: AwsScope
    prefix: str
    team: str
    steps: Sequence[Step]
    kms_key_arn: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    training_role_arn: pulumi.Input[str]
    group: pulumi.Input[str]
    """Name of the group; its ARN if it may be of another account."""

    def has(self, kind: str) -> bool:
        """Say whether a step of type `kind` is among the steps."""
        return any(step.type == kind for step in self.steps)

    def group_arns(self) -> list[pulumi.Output[str]]:
        """ARNs of the group and of the versions in it."""
        named = self.aws.arn("sagemaker", pulumi.Output.concat(f"{_GROUP}/", self.group))
        group = pulumi.Output.all(self.group, named).apply(
            lambda known: known[0] if known[0].startswith("arn:") else known[1]
        )
        versions = group.apply(lambda arn: f"{arn.replace(f':{_GROUP}/', ':model-package/')}/*")
        return [group, versions]


def pipeline_statements(scope: PipelineScope) -> Iterator[Statement]:
    """Statements of the role that the pipeline itself has; its jobs run with the training role."""
    yield from _jobs(scope)
    yield from _results(scope)
    if scope.has("RegisterModel"):
        yield from _versions(scope)
    if scope.has("Model"):
        yield allow(
            "MakeModelsInsideTheVpc",
            ["sagemaker:CreateModel"],
            _named(scope, "Model"),
            {"Null": {"sagemaker:VpcSubnets": "false"}},
        )
        yield allow("TagModels", ["sagemaker:AddTags"], _named(scope, "Model"))
    if scope.has("Lambda"):
        yield allow(
            "InvokeTheStacksFunctions",
            ["lambda:InvokeFunction"],
            scope.aws.arn("lambda", f"function:{scope.prefix}-*"),
        )


def job_statements(scope: PipelineScope, code_bucket_arn: pulumi.Output[str]) -> list[Statement]:
    """What jobs of the pipeline need beyond other jobs: the code, and the model that serves."""
    return [
        allow("ListCode", ["s3:GetBucketLocation", "s3:ListBucket"], code_bucket_arn),
        allow("ReadCode", ["s3:GetObject"], pulumi.Output.concat(code_bucket_arn, "/*")),
        # A list has no resource.
        allow("FindVersions", ["sagemaker:ListModelPackages"], "*"),
        allow("ReadVersions", ["sagemaker:DescribeModelPackage"], scope.group_arns()[1]),
    ]


def _jobs(scope: PipelineScope) -> Iterator[Statement]:
    every = list[pulumi.Output[str]]()
    for kind, (job, more) in _JOBS.items():
        arns = _named(scope, kind)
        if not arns:
            continue
        every += arns
        # The names of tunings are too short to tell one stack from another; tags do.
        asked, tagged = (
            ({"StringEquals": {f"aws:{what}Tag/team": scope.team}} for what in _TAGS)
            if kind == "Tuning"
            else (None, None)
        )
        follow = [f"sagemaker:{action}" for action in (f"Describe{job}", *more)]
        yield allow(f"Start{job}s", [f"sagemaker:Create{job}"], arns, asked)
        yield allow(f"Stop{job}s", [f"sagemaker:Stop{job}"], arns, tagged)
        yield allow(f"Follow{job}s", follow, arns)
        if kind == "Tuning":
            # The jobs of a tuning are named after it.
            trained = _named(scope, kind, "training-job")
            yield allow("FollowJobsOfTunings", ["sagemaker:DescribeTrainingJob"], trained)
    if every:
        yield allow(
            # The volumes of a job are attached by the service, for as long as the job runs.
            "LendTheKeyToAwsServices",
            ["kms:CreateGrant"],
            scope.kms_key_arn,
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        )
        yield allow("TagJobs", ["sagemaker:AddTags"], every)
        yield allow(
            "PassTheJobsRoleToSageMaker",
            ["iam:PassRole"],
            scope.training_role_arn,
            {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        )


def _named(
    scope: PipelineScope, kind: str, resource: str | None = None
) -> list[pulumi.Output[str]]:
    """ARNs of what steps of a type start, by how its names begin."""
    names = sorted({job_name(s, scope.prefix) for s in scope.steps if s.type == kind})
    what = resource or JOB_NAMES[kind][1]
    return [scope.aws.arn("sagemaker", f"{what}/{name}-*") for name in names]


def _results(scope: PipelineScope) -> Iterator[Statement]:
    """Read what steps wrote: figures that conditions compare, models that are registered."""
    bucket = ("arn:", scope.aws.partition, ":s3:::", scope.artifacts_bucket)
    yield allow("ReadResults", ["s3:GetObject"], pulumi.Output.concat(*bucket, f"/{RESULTS}*"))
    yield allow(
        "FindResults",
        ["s3:GetBucketLocation", "s3:ListBucket"],
        pulumi.Output.concat(*bucket),
    )
    yield allow("DecryptResults", ["kms:Decrypt", "kms:DescribeKey"], scope.kms_key_arn)


def _versions(scope: PipelineScope) -> Iterator[Statement]:
    yield allow(
        "RegisterVersionsThatAwaitApproval",
        ["sagemaker:CreateModelPackage"],
        scope.group_arns(),
        # Registering a version as approved would be approving it.
        {"StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}},
    )
    yield allow(
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
    yield allow(
        # A version holds the digest of its image, which is looked up for whoever registers it.
        "ReadImages",
        ["ecr:BatchGetImage", "ecr:DescribeImages"],
        pulumi.Output.concat(
            "arn:", scope.aws.partition, ":ecr:", scope.aws.region, ":*:repository/*"
        ),
    )
