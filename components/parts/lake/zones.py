"""The buckets of a data lake: its zones, and the one that receives their access logs."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.lake.bucket import declare_bucket
from components.parts.lake.lifecycle import log_rule
from components.parts.lake.policy import (
    encrypted_transport,
    log_delivery,
    own_key,
    through_endpoint,
)
from components.policy_document import Statement


@dataclass(frozen=True)
class AccessLogs:
    """Where access logs go, and what must exist before S3 can deliver them."""

    bucket: pulumi.Output[str]
    ready: Sequence[pulumi.Resource] = ()


@dataclass(frozen=True)
class ZoneMaker:
    """What all zones of one data lake have in common."""

    name: str
    kms_key_arn: pulumi.Input[str]
    endpoint_id: pulumi.Input[str] | None
    """Endpoint that objects must be read and written through, if any."""

    rules: Sequence[aws.s3.BucketLifecycleConfigurationRuleArgs]
    logs: AccessLogs
    scope: AwsScope
    protect: bool
    parent: pulumi.Resource

    def declare(
        self, zone: str, *more_rules: aws.s3.BucketLifecycleConfigurationRuleArgs
    ) -> pulumi.Output[str]:
        """Declare the bucket of `zone` and return its name."""
        name = f"{self.name}-{zone}"
        made = declare_bucket(
            name,
            kms_key_arn=self.kms_key_arn,
            statements=self._statements,
            lifecycle=[*self.rules, *more_rules],
            protect=self.protect,
            parent=self.parent,
        )
        aws.s3.BucketLogging(
            f"{name}-logging",
            bucket=made.bucket.bucket,
            target_bucket=self.logs.bucket,
            target_prefix=f"{zone}/",
            opts=pulumi.ResourceOptions(parent=self.parent, depends_on=list(self.logs.ready)),
        )
        # Pipelines start on new data through EventBridge, with nothing to add to the bucket: S3 has
        # one notification configuration for each, and a second resource would overwrite this one.
        aws.s3.BucketNotification(
            f"{name}-events",
            bucket=made.bucket.bucket,
            eventbridge=True,
            opts=pulumi.ResourceOptions(parent=self.parent),
        )
        return made.bucket.bucket

    def _statements(self, bucket_arn: pulumi.Output[str]) -> list[Statement]:
        found = [encrypted_transport(bucket_arn), own_key(bucket_arn, self.kms_key_arn)]
        if self.endpoint_id is not None:
            found.append(through_endpoint(bucket_arn, self.endpoint_id, self.scope))
        return found


def declare_access_logs(
    name: str,
    *,
    retention_days: int,
    superseded_retention_days: int,
    scope: AwsScope,
    protect: bool,
    parent: pulumi.Resource,
) -> AccessLogs:
    """Declare the bucket that S3 delivers access logs of `name`'s zones to."""
    made = declare_bucket(
        f"{name}-access-logs",
        # S3 does not deliver access logs to a bucket encrypted with a key of KMS.
        kms_key_arn=None,
        statements=lambda arn: [encrypted_transport(arn), log_delivery(arn, f"{name}-*", scope)],
        lifecycle=[log_rule(retention_days, superseded_retention_days)],
        protect=protect,
        parent=parent,
    )
    return AccessLogs(made.bucket.bucket, (made.policy,))
