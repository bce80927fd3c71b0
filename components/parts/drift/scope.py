"""What a model monitor watches, and where it keeps what it finds."""

from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope

NAMESPACE = "Stepwell/ModelMonitor"
"""Where in CloudWatch the results are counted."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One source of predictions, with the places of a monitor."""

    aws: AwsScope
    name: str
    """Name of the endpoint, or of the batch job."""

    is_endpoint: bool
    source_bucket: pulumi.Input[str]
    source_prefix: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    curated_bucket: pulumi.Input[str]
    kms_key_arn: pulumi.Input[str]

    @property
    def folder(self) -> str:
        """Folder of the monitor in the artifacts zone."""
        return f"monitoring/{self.name}"

    @property
    def labels(self) -> str:
        """Folder of the labels in the curated zone."""
        return f"labels/{self.name}/"

    def objects(self, bucket: pulumi.Input[str], path: pulumi.Input[str]) -> pulumi.Output[str]:
        """ARN of what lies at `path` in a bucket."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", bucket, "/", path)

    def bucket_arn(self, bucket: pulumi.Input[str]) -> pulumi.Output[str]:
        """ARN of a bucket."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", bucket)
