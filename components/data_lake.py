"""Data lake: the buckets a team works in, their catalogue and their query engine."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.lake.catalogue import QUERY_RESULTS, declare_catalogue
from components.parts.lake.lifecycle import expiry_rule, tidy_rule, tiering_rule
from components.parts.lake.settings import (
    DEFAULT_ACCESS_LOG_RETENTION_DAYS,
    DEFAULT_QUERY_RESULT_RETENTION_DAYS,
    DEFAULT_QUERY_SCAN_LIMIT_GIB,
    DEFAULT_SUPERSEDED_RETENTION_DAYS,
    DEFAULT_TIERING_AFTER_DAYS,
    AdoptedBuckets,
    DataLakeSettings,
    lake_problems,
)
from components.parts.lake.zones import AccessLogs, ZoneMaker, declare_access_logs
from components.wiring import HoldsData, InStack

__all__ = ["AdoptedBuckets", "DataLake", "DataLakeArgs", "DataLakeSettings"]


class DataLakeArgs(DataLakeSettings, InStack, HoldsData):
    """Inputs of `DataLake`."""

    s3_endpoint_id: NotRequired[pulumi.Input[str] | None]
    """Gateway endpoint for S3 that `endpoint_only` admits. Default: none."""


class DataLake(pulumi.ComponentResource):
    """Zones raw, curated, features and artifacts, with access logs, Glue and Athena."""

    raw_bucket: pulumi.Output[str]
    """Bucket of data as it was delivered, never changed."""

    curated_bucket: pulumi.Output[str]
    """Bucket of cleaned data, the tables of the database."""

    features_bucket: pulumi.Output[str]
    """Bucket of features for training and of the offline feature store."""

    artifacts_bucket: pulumi.Output[str]
    """Bucket of models, metrics, captured predictions and results of queries."""

    access_log_bucket: pulumi.Output[str]
    """Bucket that receives who read and wrote what in the zones."""

    database_name: pulumi.Output[str]
    """Glue database of the team's tables."""

    workgroup_name: pulumi.Output[str]
    """Athena workgroup that the team's queries run in."""

    def __init__(
        self, name: str, args: DataLakeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        protect = args.get("protect_data", True)
        superseded = args.get("superseded_retention_days", DEFAULT_SUPERSEDED_RETENTION_DAYS)
        tiering = args.get("tiering_after_days", DEFAULT_TIERING_AFTER_DAYS)
        results = args.get("query_result_retention_days", DEFAULT_QUERY_RESULT_RETENTION_DAYS)
        endpoint_only = args.get("endpoint_only", False)
        reject("data_lake", [*self.problems(args), *_wiring_problems(args)])
        super().__init__("stepwell:index:DataLake", name, {**args}, opts)
        scope = AwsScope.of(self)
        adopted = args.get("adopt", AdoptedBuckets())

        if "access_log" in adopted:
            logs = AccessLogs(pulumi.Output.from_input(adopted["access_log"]))
        else:
            logs = declare_access_logs(
                name,
                retention_days=args.get(
                    "access_log_retention_days", DEFAULT_ACCESS_LOG_RETENTION_DAYS
                ),
                superseded_retention_days=superseded,
                scope=scope,
                protect=protect,
                parent=self,
            )
        zones = ZoneMaker(
            name,
            kms_key_arn=args["kms_key_arn"],
            endpoint_id=args.get("s3_endpoint_id") if endpoint_only else None,
            rules=(tidy_rule(superseded), tiering_rule(tiering)),
            logs=logs,
            scope=scope,
            protect=protect,
            parent=self,
        )
        self.raw_bucket = _adopted(adopted.get("raw")) or zones.declare("raw")
        self.curated_bucket = _adopted(adopted.get("curated")) or zones.declare("curated")
        self.features_bucket = _adopted(adopted.get("features")) or zones.declare("features")
        self.artifacts_bucket = _adopted(adopted.get("artifacts")) or zones.declare(
            "artifacts", expiry_rule("query-results", results, QUERY_RESULTS)
        )
        self.access_log_bucket = logs.bucket
        catalogue = declare_catalogue(
            name,
            prefix=args["prefix"],
            curated_bucket=self.curated_bucket,
            artifacts_bucket=self.artifacts_bucket,
            kms_key_arn=args["kms_key_arn"],
            scan_limit_gib=args.get("query_scan_limit_gib", DEFAULT_QUERY_SCAN_LIMIT_GIB),
            protect=protect,
            parent=self,
        )
        self.database_name = catalogue.database_name
        self.workgroup_name = catalogue.workgroup_name
        self.register_outputs(
            {
                "raw_bucket": self.raw_bucket,
                "curated_bucket": self.curated_bucket,
                "features_bucket": self.features_bucket,
                "artifacts_bucket": self.artifacts_bucket,
                "access_log_bucket": self.access_log_bucket,
                "database_name": self.database_name,
                "workgroup_name": self.workgroup_name,
            }
        )

    @staticmethod
    def problems(args: DataLakeSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from lake_problems(args)


def _wiring_problems(args: DataLakeArgs) -> Iterator[Problem]:
    if args.get("endpoint_only", False) and args.get("s3_endpoint_id") is None:
        yield Problem(
            "endpoint_only",
            "must be false in a VPC without a gateway endpoint for S3, got true\n"
            "  name the endpoint of an adopted VPC in network.adopt.s3_endpoint_id",
        )


def _adopted(bucket: str | None) -> pulumi.Output[str] | None:
    return None if bucket is None else pulumi.Output.from_input(bucket)
