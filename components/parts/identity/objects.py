"""Which objects CI may write: what the stack declares, and what CI itself hands over."""

import pulumi

from components.aws_scope import AwsScope
from components.parts.build.settings import SOURCES
from components.parts.training.defaults import SDK_CONFIG_KEY
from components.parts.trial.rights import REQUESTS
from components.policy_document import Statement

_CODE = "pipeline-code"
"""How the name of the bucket with the code of steps goes on after the prefix."""


def declared_objects(
    scope: AwsScope, prefix: str, artifacts_bucket: pulumi.Input[str] | None
) -> Statement:
    """Manage the code of steps, and the defaults that jobs read; no other object is declared."""
    s3 = pulumi.Output.concat("arn:", scope.partition, ":s3:::")
    objects = [pulumi.Output.concat(s3, f"{prefix}-{_CODE}-*/*")]
    if artifacts_bucket is not None:
        objects.append(pulumi.Output.concat(s3, artifacts_bucket, "/", SDK_CONFIG_KEY))
    return {
        "Sid": "DeclaredObjects",
        "Effect": "Allow",
        "Action": [
            "s3:DeleteObject",
            "s3:DeleteObjectTagging",
            # The provider takes an object out of a versioned bucket version by version.
            "s3:DeleteObjectVersion",
            "s3:GetObject",
            "s3:GetObjectTagging",
            "s3:PutObject",
            "s3:PutObjectTagging",
        ],
        "Resource": objects,
    }


def handed_over(scope: AwsScope, artifacts_bucket: pulumi.Input[str]) -> Statement:
    """Put what builds and trials read into its two folders, and not even read what is there."""
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", artifacts_bucket)
    return {
        "Sid": "HandedOver",
        "Effect": "Allow",
        # Tools send a large archive in parts, and take the parts away if one of them fails.
        "Action": ["s3:AbortMultipartUpload", "s3:PutObject"],
        "Resource": [pulumi.Output.concat(arn, f"/{folder}*") for folder in (SOURCES, REQUESTS)],
    }
