"""What a job may do: read the zones, write its results, log, and sit in the team's network."""

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.parts.persona.scope import MLFLOW, SCRATCH
from components.policy_document import Statement

RESULTS = "training/"
"""Folder of the artifacts zone that jobs write their models and other output to."""

CHECKPOINTS = "checkpoints/"
"""Folder of the artifacts zone that jobs keep checkpoints in; one folder below it for each job."""


@dataclass(frozen=True)
class JobScope:
    """Where a job may act: one team's zones and network in one account and region."""

    aws: AwsScope
    prefix: str
    kms_key_arn: pulumi.Input[str]
    raw_bucket: pulumi.Input[str]
    curated_bucket: pulumi.Input[str]
    features_bucket: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    vpc_id: pulumi.Input[str]
    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    tracking_server_arn: pulumi.Input[str]

    def bucket(self, name: pulumi.Input[str], path: str = "") -> pulumi.Output[str]:
        """ARN of a bucket, or of what lies at `path` in it."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", name, path)


def job_statements(scope: JobScope) -> Iterator[Statement]:
    """Statements of the role that jobs run with."""
    yield from _data(scope)
    yield from _records(scope)
    yield from _network(scope)


def _data(scope: JobScope) -> Iterator[Statement]:
    zones = [
        scope.raw_bucket,
        scope.curated_bucket,
        scope.features_bucket,
        scope.artifacts_bucket,
    ]
    yield {
        "Sid": "ListZones",
        "Effect": "Allow",
        "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
        "Resource": [scope.bucket(zone) for zone in zones],
    }
    yield {
        "Sid": "ReadZones",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:GetObjectVersion"],
        "Resource": [scope.bucket(zone, "/*") for zone in zones],
    }
    yield {
        "Sid": "WriteFeaturesAndResults",
        "Effect": "Allow",
        "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
        ],
        "Resource": [
            scope.bucket(scope.features_bucket, "/*"),
            *(
                scope.bucket(scope.artifacts_bucket, f"/{folder}*")
                for folder in (RESULTS, CHECKPOINTS, SCRATCH, MLFLOW)
            ),
        ],
    }
    yield {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
        "Resource": scope.kms_key_arn,
    }
    yield {
        # The volumes of a job are attached by the service, for as long as the job runs.
        "Sid": "LendTheKeyToAwsServices",
        "Effect": "Allow",
        "Action": "kms:CreateGrant",
        "Resource": scope.kms_key_arn,
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    }
    yield {
        "Sid": "UseFeatureGroups",
        "Effect": "Allow",
        "Action": [
            "sagemaker:BatchGetRecord",
            "sagemaker:DescribeFeatureGroup",
            "sagemaker:GetRecord",
            "sagemaker:PutRecord",
        ],
        "Resource": scope.aws.arn("sagemaker", f"feature-group/{scope.prefix}-*"),
    }


def _records(scope: JobScope) -> Iterator[Statement]:
    """Logs, metrics, runs."""
    yield {
        "Sid": "WriteLogs",
        "Effect": "Allow",
        "Action": [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
        ],
        "Resource": scope.aws.arn("logs", "log-group:/aws/sagemaker/*Jobs*"),
    }
    yield {
        # Metrics have no resource; the namespace takes its place.
        "Sid": "WriteMetrics",
        "Effect": "Allow",
        "Action": "cloudwatch:PutMetricData",
        "Resource": "*",
        "Condition": {
            "StringLike": {
                "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*", f"{scope.prefix}*"]
            }
        },
    }
    yield {
        "Sid": "TrackRuns",
        "Effect": "Allow",
        "Action": [
            "sagemaker:DescribeMlflowTrackingServer",
            *(
                f"sagemaker-mlflow:{verb}*"
                for verb in (
                    *("Create", "End", "Finalize", "Get", "List", "Log", "Search", "Set"),
                    *("Start", "Update"),
                )
            ),
        ],
        "Resource": scope.tracking_server_arn,
    }
    yield {
        "Sid": "ReportJobMetrics",
        "Effect": "Allow",
        "Action": "sagemaker:BatchPutMetrics",
        "Resource": scope.aws.arn("sagemaker", f"experiment-trial-component/{scope.prefix}-*"),
    }


def _network(scope: JobScope) -> Iterator[Statement]:
    """Images to run, and network interfaces in the team's subnets."""
    yield {
        "Sid": "ListingHasNoResource",
        "Effect": "Allow",
        "Action": [
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "ecr:GetAuthorizationToken",
        ],
        "Resource": "*",
    }
    yield {
        # AWS publishes its training images from accounts that differ by region and framework.
        "Sid": "PullImages",
        "Effect": "Allow",
        "Action": [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
        ],
        "Resource": pulumi.Output.concat(
            "arn:", scope.aws.partition, ":ecr:", scope.aws.region, ":*:repository/*"
        ),
    }
    interfaces = scope.aws.arn("ec2", "network-interface/*")
    group = scope.aws.arn("ec2", pulumi.Output.concat("security-group/", scope.security_group_id))
    yield {
        "Sid": "InterfacesInTheTeamsSubnets",
        "Effect": "Allow",
        "Action": "ec2:CreateNetworkInterface",
        "Resource": _attached_to(scope, [interfaces, group]),
    }
    yield {
        "Sid": "HandInterfacesToSageMaker",
        "Effect": "Allow",
        "Action": [
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission",
        ],
        "Resource": interfaces,
        "Condition": {
            "ArnEquals": {
                "ec2:Vpc": scope.aws.arn("ec2", pulumi.Output.concat("vpc/", scope.vpc_id))
            }
        },
    }


def _attached_to(scope: JobScope, arns: list[pulumi.Output[str]]) -> pulumi.Output[list[str]]:
    """`arns`, and those of the subnets that jobs run in."""
    start = scope.aws.arn("ec2", "subnet/")
    return pulumi.Output.all(arns=arns, start=start, subnets=scope.subnet_ids).apply(
        lambda known: [*known["arns"], *(f"{known['start']}{id_}" for id_ in known["subnets"])]
    )
