"""What roles may do with the files of tables that have sensitive columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement, allow


@dataclass(frozen=True)
class ColumnScope:
    """Where the tables with sensitive columns lie."""

    aws: AwsScope
    curated_bucket: pulumi.Input[str]
    kms_key_arn: pulumi.Input[str]
    folders: Sequence[str]

    @property
    def bucket(self) -> pulumi.Output[str]:
        """ARN of the curated zone."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", self.curated_bucket)

    def location(self, folder: str) -> pulumi.Output[str]:
        """ARN of a folder, as Lake Formation writes it."""
        return pulumi.Output.concat(self.bucket, f"/{folder}")

    @property
    def objects(self) -> list[pulumi.Output[str]]:
        """ARN patterns of the files of all tables."""
        return [pulumi.Output.concat(self.bucket, f"/{folder}/*") for folder in self.folders]


def reading(scope: ColumnScope) -> list[Statement]:
    """What Lake Formation needs to hand files of the tables to a query engine, and no more."""
    below = [prefix for folder in scope.folders for prefix in (folder, f"{folder}/*")]
    return [
        allow("ReadTheTables", ["s3:GetObject"], scope.objects),
        allow(
            "ListTheTables", ["s3:ListBucket"], scope.bucket, {"StringLike": {"s3:prefix": below}}
        ),
        allow("UseTheStacksKey", ["kms:Decrypt", "kms:DescribeKey"], scope.kms_key_arn),
    ]


def closed(scope: ColumnScope) -> Statement:
    """Refuse the files themselves: whoever reads a file reads all of its columns."""
    return {
        "Sid": "NoFilesOfTablesWithSensitiveColumns",
        "Effect": "Deny",
        "Action": ["s3:GetObject", "s3:GetObjectVersion"],
        "Resource": scope.objects,
    }


def queries() -> Statement:
    """Ask Lake Formation for the columns that one may see; the call takes no resource."""
    return allow("AskLakeFormation", ["lakeformation:GetDataAccess"], "*")
