"""Where the code of steps lies: a bucket of its own, which only a deployment writes.

The zones hold data and may be closed to everyone outside the VPC, a deployment included.
"""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.lake.bucket import declare_bucket
from components.parts.lake.lifecycle import tidy_rule
from components.parts.lake.policy import encrypted_transport, own_key
from components.parts.lake.settings import DEFAULT_SUPERSEDED_RETENTION_DAYS
from components.parts.pipeline.source import Source


@dataclass(frozen=True)
class StepCode:
    """The scripts of one definition, where its jobs find them."""

    uri: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    objects: list[pulumi.Resource]


def declare_code(
    name: str,
    source: Source,
    *,
    kms_key_arn: pulumi.Input[str],
    protect: bool,
    parent: pulumi.ComponentResource,
) -> StepCode:
    """Declare the bucket and the scripts in it, in a folder named by what is in them."""
    made = declare_bucket(
        f"{name}-code",
        kms_key_arn=kms_key_arn,
        statements=lambda arn: [encrypted_transport(arn), own_key(arn, kms_key_arn)],
        lifecycle=[tidy_rule(DEFAULT_SUPERSEDED_RETENTION_DAYS)],
        protect=protect,
        parent=parent,
    )
    objects: list[pulumi.Resource] = [
        aws.s3.BucketObjectv2(
            f"{name}-code-{file.removesuffix('.py').replace('_', '-')}",
            bucket=made.bucket.bucket,
            key=f"{source.digest}/{file}",
            content=text,
            content_type="text/x-python",
            kms_key_id=kms_key_arn,
            server_side_encryption="aws:kms",
            opts=pulumi.ResourceOptions(
                parent=parent,
                depends_on=[made.versioning],
                # An execution that is under way, and one that is repeated, read the old scripts.
                retain_on_delete=True,
            ),
        )
        for file, text in source.scripts.items()
    ]
    uri = pulumi.Output.concat("s3://", made.bucket.bucket, f"/{source.digest}/")
    return StepCode(uri, made.bucket.arn, objects)
