"""What may be done with feature groups: by SageMaker itself, by readers and by writers."""

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

FOLDER = "feature-store"
"""Where in the features zone the offline stores lie."""

TABLE_PREFIX = "features_"
"""What the names of the tables of offline stores start with."""


@dataclass(frozen=True)
class StoreScope:
    """The feature groups of a stack, and where their records lie."""

    aws: AwsScope
    prefix: str
    features_bucket: pulumi.Input[str]
    database_name: pulumi.Input[str]
    kms_key_arn: pulumi.Input[str]

    @property
    def groups(self) -> pulumi.Output[str]:
        """ARN pattern of the stack's feature groups."""
        return self.aws.arn("sagemaker", f"feature-group/{self.prefix}-*")

    @property
    def bucket(self) -> pulumi.Output[str]:
        """ARN of the bucket of the offline stores."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", self.features_bucket)

    @property
    def objects(self) -> pulumi.Output[str]:
        """ARN pattern of the records of the offline stores."""
        return pulumi.Output.concat(self.bucket, f"/{FOLDER}/*")

    @property
    def tables(self) -> list[pulumi.Output[str]]:
        """ARNs that AWS Glue asks for, for a table of an offline store."""
        table = pulumi.Output.concat("table/", self.database_name, f"/{TABLE_PREFIX}*")
        return [
            self.aws.arn("glue", "catalog"),
            self.aws.arn("glue", pulumi.Output.concat("database/", self.database_name)),
            self.aws.arn("glue", table),
        ]


def keeper_statements(scope: StoreScope) -> Iterator[Statement]:
    """What SageMaker itself needs to keep the offline stores, and to add columns to their tables.

    These are the actions of AWS's own policy AmazonSageMakerFeatureStoreAccess, on less.
    """
    yield {
        "Sid": "WriteRecords",
        "Effect": "Allow",
        # It names the bucket's owner in each request, which the second action is for.
        "Action": ["s3:PutObject", "s3:PutObjectAcl"],
        "Resource": scope.objects,
    }
    yield {
        "Sid": "CheckTheBucket",
        "Effect": "Allow",
        "Action": ["s3:GetBucketAcl", "s3:GetBucketLocation"],
        "Resource": scope.bucket,
    }
    yield {
        # An Iceberg table is its metadata: each write reads the last one and replaces it.
        "Sid": "ReadIcebergMetadata",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": scope.objects,
    }
    yield {
        "Sid": "UpdateTables",
        "Effect": "Allow",
        "Action": ["glue:GetTable", "glue:UpdateTable"],
        "Resource": scope.tables,
    }
    yield {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": scope.kms_key_arn,
    }


def reader_statements(scope: StoreScope) -> Iterator[Statement]:
    """Read the newest records and, from the features zone, all of them."""
    yield {
        "Sid": "ReadRecords",
        "Effect": "Allow",
        "Action": [
            "sagemaker:BatchGetRecord",
            "sagemaker:DescribeFeatureGroup",
            "sagemaker:DescribeFeatureMetadata",
            "sagemaker:GetRecord",
        ],
        "Resource": scope.groups,
    }
    yield {
        "Sid": "ReadOfflineStores",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": scope.objects,
    }
    yield {
        "Sid": "ListOfflineStores",
        "Effect": "Allow",
        "Action": "s3:ListBucket",
        "Resource": scope.bucket,
        "Condition": {"StringLike": {"s3:prefix": [FOLDER, f"{FOLDER}/*"]}},
    }
    yield {
        "Sid": "LocateTheBucket",
        "Effect": "Allow",
        "Action": "s3:GetBucketLocation",
        "Resource": scope.bucket,
    }
    yield {
        "Sid": "ReadTables",
        "Effect": "Allow",
        "Action": [
            "glue:BatchGetPartition",
            "glue:GetDatabase",
            "glue:GetPartition",
            "glue:GetPartitions",
            "glue:GetTable",
            "glue:GetTables",
        ],
        "Resource": scope.tables,
    }
    yield _key("kms:Decrypt", "kms:DescribeKey", scope=scope)


def writer_statements(scope: StoreScope) -> Iterator[Statement]:
    """Write and delete records; SageMaker takes them to the offline store itself."""
    yield {
        "Sid": "WriteRecords",
        "Effect": "Allow",
        "Action": [
            "sagemaker:BatchWriteRecord",
            "sagemaker:DeleteRecord",
            "sagemaker:DescribeFeatureGroup",
            "sagemaker:PutRecord",
        ],
        "Resource": scope.groups,
    }
    yield _key("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", scope=scope)


def _key(*actions: str, scope: StoreScope) -> Statement:
    return {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": scope.kms_key_arn,
    }
