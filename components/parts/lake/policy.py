"""Statements of the bucket policies of a data lake."""

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

OUTSIDE_VPC_TAG = {"data-access": "outside-vpc"}
"""Tag of a role that an AWS service uses from its own network; exempt from `through_endpoint`."""


def encrypted_transport(bucket_arn: pulumi.Output[str]) -> Statement:
    """Refuse requests without TLS."""
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket_arn, _objects(bucket_arn)],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def own_key(bucket_arn: pulumi.Output[str], kms_key_arn: pulumi.Input[str]) -> Statement:
    """Refuse objects that name another key; an upload that asks for nothing gets the right one.

    One that asks for `aws:kms` without a key gets S3's own. The SageMaker SDK does so, which is why
    this is not refused: whoever may read the object may read it all the same.
    """
    key = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    return {
        "Sid": "OwnKeyOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": _objects(bucket_arn),
        # A negated condition also holds when the header is missing, hence the second one.
        "Condition": {"StringNotEquals": {key: kms_key_arn}, "Null": {key: "false"}},
    }


def through_endpoint(
    bucket_arn: pulumi.Output[str], endpoint_id: pulumi.Input[str], scope: AwsScope
) -> Statement:
    """Refuse reading and writing objects from anywhere but the VPC.

    Settings of the bucket and deleting stay a matter of IAM, so whoever deploys the stack from
    outside the VPC is never locked out, not even of emptying a bucket to destroy it.
    """
    tag, value = next(iter(OUTSIDE_VPC_TAG.items()))
    return {
        "Sid": "ThroughEndpointOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:GetObject*", "s3:PutObject*"],
        "Resource": _objects(bucket_arn),
        "Condition": {
            "StringNotEqualsIfExists": {
                "aws:SourceVpce": endpoint_id,
                f"aws:PrincipalTag/{tag}": value,
            },
            # Services deliver, and Athena reads on behalf of people, from networks of AWS.
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
            "ArnNotLikeIfExists": {
                "aws:PrincipalArn": scope.global_arn("iam", "role/aws-service-role/*")
            },
        },
    }


def log_delivery(bucket_arn: pulumi.Output[str], sources: str, scope: AwsScope) -> Statement:
    """Let S3 deliver access logs of this account's buckets named `sources`."""
    return {
        "Sid": "AccessLogs",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": _objects(bucket_arn),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": scope.account_id},
            "ArnLike": {
                "aws:SourceArn": pulumi.Output.concat("arn:", scope.partition, ":s3:::", sources)
            },
        },
    }


def _objects(bucket_arn: pulumi.Output[str]) -> pulumi.Output[str]:
    return pulumi.Output.concat(bucket_arn, "/*")
