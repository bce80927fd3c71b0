"""What a team may choose about its data lake, and what it may not."""

import re
from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.settings import team_settings

DEFAULT_TIERING_AFTER_DAYS = 30
DEFAULT_SUPERSEDED_RETENTION_DAYS = 90
DEFAULT_ACCESS_LOG_RETENTION_DAYS = 365
DEFAULT_QUERY_RESULT_RETENTION_DAYS = 30
DEFAULT_QUERY_SCAN_LIMIT_GIB = 100

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


@team_settings
class AdoptedBuckets(TypedDict):
    """Existing buckets that take the place of zones; they are used as they are."""

    raw: NotRequired[str]
    """Bucket of data as it was delivered. Default: a bucket is created."""

    curated: NotRequired[str]
    """Bucket of cleaned data. Default: a bucket is created."""

    features: NotRequired[str]
    """Bucket of features for training. Default: a bucket is created."""

    artifacts: NotRequired[str]
    """Bucket of models, metrics and results of queries. Default: a bucket is created."""

    access_log: NotRequired[str]
    """Bucket that receives the access logs of created zones. Default: a bucket is created."""


@team_settings
class DataLakeSettings(TypedDict):
    """What a team may choose about its data lake."""

    adopt: NotRequired[AdoptedBuckets]
    """Existing buckets to use as zones. Default: every zone is created."""

    endpoint_only: NotRequired[bool]
    """Whether objects are read and written only from inside the VPC. Default: False."""

    tiering_after_days: NotRequired[int]
    """Days until objects move to S3 Intelligent-Tiering, at least 30. Default: 30."""

    superseded_retention_days: NotRequired[int]
    """Days that overwritten and deleted objects can be restored. Default: 90."""

    access_log_retention_days: NotRequired[int]
    """Days that access logs are kept. Default: 365."""

    query_result_retention_days: NotRequired[int]
    """Days that results of Athena queries are kept. Default: 30."""

    query_scan_limit_gib: NotRequired[int]
    """GiB that one Athena query may scan before it is stopped. Default: 100."""


def lake_problems(args: DataLakeSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    days = args.get("tiering_after_days", DEFAULT_TIERING_AFTER_DAYS)
    if days < 30:
        yield Problem("tiering_after_days", f"must be at least 30 days, got {days}")
    retentions = {
        "superseded_retention_days": args.get("superseded_retention_days"),
        "access_log_retention_days": args.get("access_log_retention_days"),
        "query_result_retention_days": args.get("query_result_retention_days"),
    }
    for field, days in retentions.items():
        if days is not None and days < 1:
            yield Problem(field, f"must be at least 1 day, got {days}")
    limit = args.get("query_scan_limit_gib", DEFAULT_QUERY_SCAN_LIMIT_GIB)
    if limit < 1:
        yield Problem("query_scan_limit_gib", f"must be at least 1 GiB, got {limit}")
    seen = dict[str, str]()
    for zone, bucket in args.get("adopt", AdoptedBuckets()).items():
        name = str(bucket)
        if not _BUCKET_NAME.fullmatch(name):
            yield Problem(f"adopt.{zone}", f"must be the name of a bucket, got {name!r}")
        elif name in seen:
            yield Problem(f"adopt.{zone}", f"must differ from adopt.{seen[name]}, got {name!r}")
        seen.setdefault(name, zone)
