"""The two roles of a GPU queue: what its instances may do, and what its jobs may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.training.role import CHECKPOINTS, RESULTS
from components.policy_document import Statement, allow, policy_document, trust


@dataclass(frozen=True)
class QueueScope:
    """What the roles of one queue speak of."""

    aws: AwsScope
    prefix: str
    kms_key_arn: pulumi.Input[str]
    log_group: str
    repositories: Sequence[pulumi.Input[str]]
    """ARNs of the repositories that images are pulled from."""

    readable: Mapping[str, pulumi.Input[str]]
    """Buckets that jobs read, by zone."""

    artifacts_bucket: pulumi.Input[str]
    boundary: pulumi.Input[str] | None

    def bucket(self, name: pulumi.Input[str], path: str = "") -> pulumi.Output[str]:
        """ARN of a bucket, or of what lies at `path` in it."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", name, path)


def instance_profile(
    name: str, scope: QueueScope, parent: pulumi.ComponentResource
) -> tuple[aws.iam.InstanceProfile, aws.iam.RolePolicy]:
    """Declare the profile of the instances: join their own clusters, pull images, log."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-instance",
        description=f"What the instances of {name} may do",
        # EC2 hands the role to instances of its own account only, and takes no condition here.
        assume_role_policy=trust(["ec2.amazonaws.com"]),
        permissions_boundary=scope.boundary,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-instance-policy",
        role=role.id,
        policy=policy_document(*_instance_statements(scope)),
        opts=child,
    )
    profile = aws.iam.InstanceProfile(f"{name}-profile", role=role.name, opts=child)
    return profile, policy


def job_role(
    name: str, scope: QueueScope, parent: pulumi.ComponentResource
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Declare the role of the jobs: read the zones, write results and checkpoints."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-job",
        description=f"What the jobs of {name} may do",
        assume_role_policy=trust(["ecs-tasks.amazonaws.com"], scope.aws.account_id),
        permissions_boundary=scope.boundary,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-job-policy",
        role=role.id,
        policy=policy_document(*_job_statements(scope)),
        opts=child,
    )
    return role, policy


def _instance_statements(scope: QueueScope) -> list[Statement]:
    # Batch names the cluster of an environment AWSBatch-<environment>-<id>.
    cluster = f"AWSBatch-{scope.prefix}-*"
    return [
        # These take no resource.
        allow("FindEcs", ["ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"], "*"),
        allow(
            "JoinTheQueuesClusters",
            [
                "ecs:DeregisterContainerInstance",
                "ecs:RegisterContainerInstance",
                "ecs:SubmitAttachmentStateChanges",
                "ecs:SubmitContainerStateChange",
                "ecs:SubmitTaskStateChange",
            ],
            scope.aws.arn("ecs", f"cluster/{cluster}"),
        ),
        allow(
            "TakeWork",
            [
                "ecs:ListTagsForResource",
                "ecs:Poll",
                "ecs:StartTelemetrySession",
                "ecs:TagResource",
                "ecs:UpdateContainerInstancesState",
            ],
            [
                scope.aws.arn("ecs", f"container-instance/{cluster}"),
                scope.aws.arn("ecs", f"task/{cluster}"),
            ],
        ),
        allow(
            "PullImages",
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ],
            list(scope.repositories),
        ),
        allow(
            "WriteTheJobsLogs",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            scope.aws.arn("logs", f"log-group:{scope.log_group}:*"),
        ),
    ]


def _job_statements(scope: QueueScope) -> list[Statement]:
    zones = list(scope.readable.values())
    return [
        allow(
            "ListZones",
            ["s3:GetBucketLocation", "s3:ListBucket"],
            [scope.bucket(zone) for zone in zones],
        ),
        allow(
            "ReadZones",
            ["s3:GetObject", "s3:GetObjectVersion"],
            [scope.bucket(zone, "/*") for zone in zones],
        ),
        allow(
            "WriteResults",
            [
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
            ],
            [
                scope.bucket(scope.artifacts_bucket, f"/{folder}*")
                for folder in (RESULTS, CHECKPOINTS)
            ],
        ),
        allow(
            "UseTheStacksKey",
            ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            scope.kms_key_arn,
        ),
    ]
