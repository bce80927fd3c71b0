"""What the machines of a HyperPod cluster may do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.parts.training.role import CHECKPOINTS, RESULTS
from components.policy_document import Statement

_LOGS = "/aws/sagemaker/Clusters"


@dataclass(frozen=True)
class ClusterScope:
    """What the role of one cluster speaks of."""

    aws: AwsScope
    cluster: str
    """Name of the cluster."""

    kms_key_arn: pulumi.Input[str]
    zones: Sequence[pulumi.Input[str]]
    """Buckets that jobs read."""

    artifacts_bucket: pulumi.Input[str]
    scripts_uri: str | None
    vpc_id: pulumi.Input[str]


def cluster_statements(scope: ClusterScope) -> Iterator[Statement]:
    """Join the cluster, log, be reached by Session Manager; read zones and write results.

    AWS's own policy for this role (`AmazonSageMakerClusterInstanceRolePolicy`) opens every bucket
    named `sagemaker-…`, so it is not attached.
    """
    yield from _joining(scope)
    yield from _data(scope)


def _joining(scope: ClusterScope) -> Iterator[Statement]:
    group = f"log-group:{_LOGS}/{scope.cluster}/*"
    yield {
        "Sid": "WriteTheClustersLogs",
        "Effect": "Allow",
        "Action": [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
        ],
        "Resource": scope.aws.arn("logs", group),
    }
    yield {
        # Metrics have no resource; the namespace takes its place.
        "Sid": "WriteMetrics",
        "Effect": "Allow",
        "Action": "cloudwatch:PutMetricData",
        "Resource": "*",
        "Condition": {"StringEquals": {"cloudwatch:namespace": _LOGS}},
    }
    yield {
        # These take no resource. Who may start a session is a matter of that person's own role.
        "Sid": "BeReachedBySessionManager",
        "Effect": "Allow",
        "Action": [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        "Resource": "*",
    }
    yield {
        "Sid": "ListingHasNoResource",
        "Effect": "Allow",
        "Action": [
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
        ],
        "Resource": "*",
    }
    interfaces = scope.aws.arn("ec2", "network-interface/*")
    in_the_vpc = {
        "ArnEquals": {"ec2:Vpc": scope.aws.arn("ec2", pulumi.Output.concat("vpc/", scope.vpc_id))}
    }
    yield {
        "Sid": "MakeInterfaces",
        "Effect": "Allow",
        "Action": "ec2:CreateNetworkInterface",
        "Resource": [
            interfaces,
            scope.aws.arn("ec2", "security-group/*"),
            scope.aws.arn("ec2", "subnet/*"),
        ],
        "Condition": in_the_vpc,
    }
    yield {
        "Sid": "HandInterfacesToSageMaker",
        "Effect": "Allow",
        "Action": [
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission",
            "ec2:DetachNetworkInterface",
        ],
        "Resource": interfaces,
        "Condition": in_the_vpc,
    }
    yield {
        # Detaching asks for both the interface and the machine that has it, which is SageMaker's.
        "Sid": "DetachFromMachinesOfSageMaker",
        "Effect": "Allow",
        "Action": "ec2:DetachNetworkInterface",
        "Resource": pulumi.Output.concat(
            "arn:", scope.aws.partition, ":ec2:", scope.aws.region, ":*:instance/*"
        ),
    }
    yield {
        "Sid": "TagInterfaces",
        "Effect": "Allow",
        "Action": "ec2:CreateTags",
        "Resource": interfaces,
        "Condition": {"StringEquals": {"ec2:CreateAction": "CreateNetworkInterface"}},
    }


def _data(scope: ClusterScope) -> Iterator[Statement]:
    def arn(bucket: pulumi.Input[str], path: str = "") -> pulumi.Output[str]:
        return pulumi.Output.concat("arn:", scope.aws.partition, ":s3:::", bucket, path)

    yield {
        "Sid": "ListZones",
        "Effect": "Allow",
        "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
        "Resource": [arn(zone) for zone in scope.zones],
    }
    yield {
        "Sid": "ReadZones",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:GetObjectVersion"],
        "Resource": [arn(zone, "/*") for zone in scope.zones],
    }
    if scope.scripts_uri is not None:
        bucket, _, folder = scope.scripts_uri.removeprefix("s3://").partition("/")
        yield {
            "Sid": "ListScripts",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": arn(bucket),
            "Condition": {"StringLike": {"s3:prefix": f"{folder}*"}},
        }
        yield {
            "Sid": "ReadScripts",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": arn(bucket, f"/{folder}*"),
        }
    yield {
        "Sid": "WriteResults",
        "Effect": "Allow",
        "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
        ],
        "Resource": [
            arn(scope.artifacts_bucket, f"/{folder}*") for folder in (RESULTS, CHECKPOINTS)
        ],
    }
    yield {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
        "Resource": scope.kms_key_arn,
    }
    yield {
        # Volumes are attached by the service for as long as the machines are there.
        "Sid": "LendTheKeyToAwsServices",
        "Effect": "Allow",
        "Action": "kms:CreateGrant",
        "Resource": scope.kms_key_arn,
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    }
