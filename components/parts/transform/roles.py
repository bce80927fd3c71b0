"""What a batch inference may do, and what may start it."""

from collections.abc import Iterator

import pulumi

from components.aws_scope import AwsScope
from components.parts.common.container_role import container_statements, key_statements
from components.policy_document import Statement, allow

_LOGS = "/aws/sagemaker/TransformJobs"


def model_statements(
    scope: AwsScope,
    *,
    source: tuple[pulumi.Input[str], str],
    target: tuple[pulumi.Input[str], str],
    artifacts_bucket: pulumi.Input[str],
    repositories: pulumi.Input[list[str]],
    kms_key_arn: pulumi.Input[str],
    security_group_id: pulumi.Input[str],
) -> Iterator[Statement]:
    """Statements of the role that the model acts with; `source` and `target` are in S3."""
    buckets = (source[0], target[0], artifacts_bucket)
    yield allow(
        "FindTheData",
        ["s3:GetBucketLocation", "s3:ListBucket"],
        [_object(scope, bucket) for bucket in buckets],
    )
    yield allow(
        "ReadInputAndModel",
        ["s3:GetObject"],
        [_object(scope, source[0], f"/{source[1]}*"), _object(scope, artifacts_bucket, "/*")],
    )
    yield allow(
        "WritePredictions",
        ["s3:AbortMultipartUpload", "s3:PutObject"],
        _object(scope, target[0], f"/{target[1]}*"),
    )
    yield from container_statements(
        scope,
        log_group=_LOGS,
        repositories=repositories,
        kms_key_arn=kms_key_arn,
        security_group_id=security_group_id,
    )


def starter_statements(
    scope: AwsScope,
    *,
    name: str,
    group_arn: pulumi.Input[str],
    input_bucket: pulumi.Input[str],
    role_arn: pulumi.Input[str],
    kms_key_arn: pulumi.Input[str],
) -> Iterator[Statement]:
    """Statements of the function that starts a run and deletes its model afterwards."""
    versions = pulumi.Output.from_input(group_arn).apply(
        lambda arn: f"{arn.replace(':model-package-group/', ':model-package/')}/*"
    )
    yield allow("SeeWhetherThereIsInput", ["s3:ListBucket"], [_object(scope, input_bucket)])
    # Neither can be confined to a resource.
    yield allow(
        "ListVersionsAndJobs",
        ["sagemaker:ListModelPackages", "sagemaker:ListTransformJobs"],
        "*",
    )
    yield allow("ReadVersions", ["sagemaker:DescribeModelPackage"], versions)
    yield allow(
        "MakeModels",
        ["sagemaker:AddTags", "sagemaker:CreateModel", "sagemaker:DeleteModel"],
        scope.arn("sagemaker", f"model/{name}-*"),
    )
    # A model of a version of another account is created on that version too.
    yield allow("MakeModelsOfVersions", ["sagemaker:CreateModel"], versions)
    yield allow(
        "StartRuns",
        ["sagemaker:AddTags", "sagemaker:CreateTransformJob"],
        scope.arn("sagemaker", f"transform-job/{name}-*"),
    )
    yield allow(
        "HandOverTheRole",
        ["iam:PassRole"],
        role_arn,
        {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
    )
    yield from key_statements(kms_key_arn)


def _object(scope: AwsScope, bucket: pulumi.Input[str], path: str = "") -> pulumi.Output[str]:
    return pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket, path)
