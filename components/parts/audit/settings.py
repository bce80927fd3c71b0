"""What a team may choose about its audit trail, and what it may not."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.log_retention import retention_problems
from components.settings import team_settings

DEFAULT_RETENTION_DAYS = 365
DEFAULT_DECISION_RETENTION_DAYS = 3653
"""Ten years, as long as the documentation of a high-risk system (Regulation (EU) 2024/1689,
article 18)."""

_TRAIL_ARN = re.compile(r"arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail/[A-Za-z0-9._-]{3,128}")
_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_MOST_LOCK_DAYS = 36500


class DataEvents(StrEnum):
    """Which accesses to data are recorded."""

    ALL = "all"
    READ = "read"
    WRITE = "write"
    NONE = "none"


class LockMode(StrEnum):
    """Who may shorten the lock of a record."""

    GOVERNANCE = "governance"
    """Whoever has `s3:BypassGovernanceRetention`."""

    COMPLIANCE = "compliance"
    """Nobody, not even the root user of the account."""


@team_settings
class RecordedZones(TypedDict):
    """Which accesses to the objects of each zone are recorded."""

    raw: NotRequired[DataEvents]
    """`all`, `read`, `write` or `none`. Default: `all`."""

    curated: NotRequired[DataEvents]
    """Likewise for the curated zone. Default: `all`."""

    features: NotRequired[DataEvents]
    """Likewise for the features zone. Default: `all`."""

    artifacts: NotRequired[DataEvents]
    """Likewise for the artifacts zone, which holds models. Default: `write`."""


@team_settings
class AuditTrailSettings(TypedDict):
    """What a team may choose about its audit trail."""

    zones: NotRequired[RecordedZones]
    """Which accesses to the zones are recorded; each costs. Default: all of raw, curated and
    features, writes of artifacts."""

    feature_store: NotRequired[DataEvents]
    """Which accesses to records of the team's feature groups are recorded: `all`, `read`, `write`
    or `none`. Default: `none`."""

    invocations: NotRequired[bool]
    """Whether each call of the team's endpoints is recorded, without what was sent and answered.
    Default: False."""

    management_events: NotRequired[bool]
    """Whether changes of the account's resources are recorded as well; leave it out where another
    trail of the account does so, since a second copy costs. Default: True."""

    management_reads: NotRequired[bool]
    """Whether management events that only read are recorded as well, among them each query of a
    table with sensitive columns. Default: False."""

    retention_days: NotRequired[int]
    """Days that the records are kept. Default: 365."""

    lock_days: NotRequired[int]
    """Days in which nobody can delete or overwrite a record (S3 Object Lock), up to
    `retention_days`. Default: no lock."""

    lock_mode: NotRequired[LockMode]
    """`governance`, which a special permission lifts, or `compliance`, which nothing does.
    Default: `governance`."""

    decision_retention_days: NotRequired[int]
    """Days that changes and approvals of models are kept for queries. Default: 3653."""

    trail_arn: NotRequired[str]
    """ARN of an existing trail that records the zones already. Default: a trail is created."""

    log_bucket: NotRequired[str]
    """Existing bucket that accepts the records, in a log archive for instance.
    Default: a bucket is created."""


_OF_A_CREATED_BUCKET = ("retention_days", "lock_days", "lock_mode")
_OF_A_CREATED_TRAIL = (
    "zones",
    "feature_store",
    "invocations",
    "management_events",
    "management_reads",
    "log_bucket",
    *_OF_A_CREATED_BUCKET,
)


def audit_problems(args: AuditTrailSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    unknown = list(_choices(args))
    if unknown:
        yield from unknown
        return
    trail = args.get("trail_arn")
    if trail is not None and not _TRAIL_ARN.fullmatch(trail):
        yield Problem("trail_arn", f"must be the ARN of a CloudTrail trail, got {trail!r}")
    bucket = args.get("log_bucket")
    if bucket is not None and not _BUCKET_NAME.fullmatch(bucket):
        yield Problem("log_bucket", f"must be the name of a bucket, got {bucket!r}")
    if trail is not None:
        yield from _left_out(args, _OF_A_CREATED_TRAIL, "trail_arn adopts a trail")
    elif bucket is not None:
        yield from _left_out(args, _OF_A_CREATED_BUCKET, "log_bucket adopts a bucket")
    retention = args.get("retention_days", DEFAULT_RETENTION_DAYS)
    if retention < 1:
        yield Problem("retention_days", f"must be at least 1 day, got {retention}")
    yield from _lock_problems(args, retention)
    yield from retention_problems(
        "decision_retention_days",
        args.get("decision_retention_days", DEFAULT_DECISION_RETENTION_DAYS),
    )
    if args.get("management_reads", False) and not args.get("management_events", True):
        yield Problem("management_reads", "must be false without management_events, got true")
    if trail is None and not _records_anything(args):
        yield Problem(
            "management_events", "must be true where no zone and nothing else is recorded"
        )


def zone_events(args: AuditTrailSettings) -> Mapping[str, DataEvents]:
    """Return what is recorded of each zone."""
    zones = args.get("zones", RecordedZones())
    return {
        "raw": DataEvents(zones.get("raw", DataEvents.ALL)),
        "curated": DataEvents(zones.get("curated", DataEvents.ALL)),
        "features": DataEvents(zones.get("features", DataEvents.ALL)),
        "artifacts": DataEvents(zones.get("artifacts", DataEvents.WRITE)),
    }


def _records_anything(args: AuditTrailSettings) -> bool:
    return (
        args.get("management_events", True)
        or args.get("invocations", False)
        or args.get("feature_store", DataEvents.NONE) != DataEvents.NONE
        or any(events is not DataEvents.NONE for events in zone_events(args).values())
    )


def _choices(args: AuditTrailSettings) -> Iterator[Problem]:
    for zone, events in args.get("zones", RecordedZones()).items():
        yield from choice_problems(f"zones.{zone}", str(events), DataEvents)
    if "feature_store" in args:
        yield from choice_problems("feature_store", args["feature_store"], DataEvents)
    if "lock_mode" in args:
        yield from choice_problems("lock_mode", args["lock_mode"], LockMode)


def _left_out(args: AuditTrailSettings, fields: tuple[str, ...], why: str) -> Iterator[Problem]:
    for field in fields:
        if field in args:
            yield Problem(field, f"must be left out when {why}, got {_plain(args.get(field))}")


def _plain(value: object) -> str:
    return repr(value.value if isinstance(value, StrEnum) else value)


def _lock_problems(args: AuditTrailSettings, retention: int) -> Iterator[Problem]:
    days = args.get("lock_days")
    if days is None:
        if "lock_mode" in args:
            yield Problem("lock_mode", "must be left out without lock_days")
        return
    most = min(retention, _MOST_LOCK_DAYS)
    if not 1 <= days <= most:
        yield Problem("lock_days", f"must be 1 to {most}, the days of retention, got {days}")
