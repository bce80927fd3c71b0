"""What the analysis of a window may do, and what may start it."""

from collections.abc import Iterator

import pulumi

from components.parts.common.container_role import container_statements, key_statements
from components.parts.common.ecr_image import EcrImage
from components.parts.drift.scope import NAMESPACE, Watched
from components.parts.promotion.names import PROMOTED
from components.parts.training.role import RESULTS
from components.policy_document import Statement, allow

_LOGS = "/aws/sagemaker/ProcessingJobs"


def analysis_statements(
    watched: Watched, image_uri: pulumi.Input[str], security_group_id: pulumi.Input[str]
) -> Iterator[Statement]:
    """Statements of the role that the processing job runs with."""
    artifacts, curated = watched.artifacts_bucket, watched.curated_bucket
    yield allow(
        "FindTheInputs",
        ["s3:GetBucketLocation", "s3:ListBucket"],
        [watched.bucket_arn(b) for b in (artifacts, curated, watched.source_bucket)],
    )
    yield allow(
        "ReadTheInputs",
        ["s3:GetObject"],
        [
            watched.objects(
                watched.source_bucket, pulumi.Output.concat(watched.source_prefix, "*")
            ),
            watched.objects(curated, f"{watched.labels}*"),
            *(
                watched.objects(artifacts, f"{watched.folder}/{part}/*")
                for part in ("baseline", "code", "runs")
            ),
            # A version brings its baseline: from the pipeline, or from the stack it came from.
            *(watched.objects(artifacts, f"{folder}*") for folder in (RESULTS, PROMOTED)),
        ],
    )
    yield allow(
        "WriteReports",
        ["s3:AbortMultipartUpload", "s3:PutObject"],
        watched.objects(artifacts, f"{watched.folder}/reports/*"),
    )
    repository = pulumi.Output.all(image_uri, watched.aws.partition).apply(_repository)
    yield from container_statements(
        watched.aws,
        log_group=_LOGS,
        repositories=[repository],
        kms_key_arn=watched.kms_key_arn,
        security_group_id=security_group_id,
    )


def starter_statements(watched: Watched, job_role_arn: pulumi.Input[str]) -> Iterator[Statement]:
    """Statements of the function that starts analyses and counts what they found.

    It sees the names of objects, never what is in them.
    """
    jobs = watched.aws.arn("sagemaker", f"processing-job/{watched.name}-mon-*")
    buckets = (watched.artifacts_bucket, watched.curated_bucket, watched.source_bucket)
    yield allow("FindTheInputs", ["s3:ListBucket"], [watched.bucket_arn(b) for b in buckets])
    yield allow(
        "PutWhatTheJobNeeds",
        ["s3:PutObject"],
        [
            watched.objects(watched.artifacts_bucket, f"{watched.folder}/{part}/*")
            for part in ("code", "runs")
        ],
    )
    yield allow(
        "StartAnalyses",
        ["sagemaker:AddTags", "sagemaker:CreateProcessingJob", "sagemaker:DescribeProcessingJob"],
        jobs,
    )
    yield allow(
        "HandOverTheRole",
        ["iam:PassRole"],
        job_role_arn,
        {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
    )
    if watched.is_endpoint:
        yield allow(
            "FindTheServedVersion",
            [
                "sagemaker:DescribeEndpoint",
                "sagemaker:DescribeEndpointConfig",
                "sagemaker:DescribeModel",
                "sagemaker:DescribeModelPackage",
            ],
            [
                watched.aws.arn("sagemaker", f"endpoint/{watched.name}"),
                watched.aws.arn("sagemaker", f"endpoint-config/{watched.name}-*"),
                watched.aws.arn("sagemaker", f"model/{watched.name}-*"),
                watched.aws.arn("sagemaker", "model-package/*"),
            ],
        )
    yield from key_statements(watched.kms_key_arn)
    yield allow(
        "CountViolations",
        ["cloudwatch:PutMetricData"],
        "*",
        {"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
    )


def _repository(known: list[str]) -> str:
    image = EcrImage.of(known[0])
    if image is None:
        raise ValueError(f"image_uri: must be an image in ECR, got {known[0]!r}")
    return image.repository_arn(known[1])
