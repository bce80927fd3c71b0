"""What a team may choose about continuous training, with its limits."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.common.time_zones import DEFAULT_TIME_ZONE, time_zone_problems
from components.settings import team_settings
from components.wiring import HasRoles, InStack, Zones

DEFAULT_COOL_DOWN_HOURS = 24
DEFAULT_SETTLE_MINUTES = 15

_SCHEDULE = re.compile(r"cron\(\S+( \S+){5}\)|rate\([1-9]\d* (minute|hour|day)s?\)")
_MOST_COOL_DOWN_HOURS = 24 * 90
_MOST_SETTLE_MINUTES = 24 * 60
_LONGEST_NAME = 46
"""With `-schedules` and the eight characters that Pulumi adds, this fills a role's 64."""


class DataZone(StrEnum):
    """Zones that new data arrives in."""

    RAW = "raw"
    CURATED = "curated"
    FEATURES = "features"


@team_settings
class NewDataSettings(TypedDict):
    """Which new objects start training."""

    zone: DataZone
    """Zone that the objects arrive in: raw, curated or features. The owner of an adopted bucket
    has to send its events to EventBridge."""

    key_prefix: NotRequired[str]
    """What the keys of the objects start with: `transactions/`. Default: anything."""

    key_suffix: NotRequired[str]
    """What they end in: `_SUCCESS`, where that is written last. Default: anything."""

    settle_minutes: NotRequired[int]
    """Minutes to wait after an object, so that the others of a delivery are there. Default: 15."""


@team_settings
class ContinuousTrainingSettings(TypedDict):
    """What a team may choose about continuous training."""

    schedule: NotRequired[str]
    """When to train whatever happens, `cron(0 3 ? * MON *)` or `rate(7 days)`. Default: never."""

    time_zone: NotRequired[str]
    """Time zone of the schedule: `Europe/Berlin`. Default: UTC."""

    new_data: NotRequired[NewDataSettings]
    """Which new data to train on. Default: none."""

    starts_on_drift: NotRequired[bool]
    """Whether an alarm of the model monitor starts training. Default: True."""

    cool_down_hours: NotRequired[int]
    """Hours from the start of a run in which new data and drift start no other. Default: 24."""

    paused: NotRequired[bool]
    """Whether nothing at all starts training, not even a person. Default: False."""

    log_retention_days: NotRequired[int]
    """Days that the logs of what started are kept. Default: 90."""


class ContinuousTrainingArgs(ContinuousTrainingSettings, InStack, HasRoles, Zones):
    """Inputs of `ContinuousTraining`."""

    pipeline_name: pulumi.Input[str]
    """Training pipeline to start."""

    pipeline_arn: pulumi.Input[str]
    """ARN of that pipeline."""

    drift_alarm_prefixes: NotRequired[list[pulumi.Input[str]]]
    """What the names of the alarms start with that mean drift. Default: there are none."""

    topic_arn: pulumi.Input[str]
    """Topic that hears when a run could not be started."""


def training_problems(args: ContinuousTrainingSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    schedule = args.get("schedule")
    if schedule is not None and not _SCHEDULE.fullmatch(schedule):
        yield Problem(
            "schedule",
            f"must be like cron(0 3 ? * MON *) or rate(7 days), got {schedule!r}",
        )
    if "time_zone" in args and schedule is None:
        yield Problem("time_zone", "must come with a schedule, got none")
    yield from time_zone_problems("time_zone", args.get("time_zone", DEFAULT_TIME_ZONE))
    hours = args.get("cool_down_hours", DEFAULT_COOL_DOWN_HOURS)
    if not 1 <= hours <= _MOST_COOL_DOWN_HOURS:
        yield Problem("cool_down_hours", f"must be 1 to {_MOST_COOL_DOWN_HOURS}, got {hours}")
    if "new_data" in args:
        for problem in _data_problems(args["new_data"]):
            yield Problem(f"new_data.{problem.field}", problem.reason)
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )


def _data_problems(data: NewDataSettings) -> Iterator[Problem]:
    yield from choice_problems("zone", data["zone"], DataZone)
    for field in ("key_prefix", "key_suffix"):
        text = data.get(field, "-")
        if not text or set(text) & {"*", "\\"}:
            yield Problem(field, f"must be text without * and backslash, got {text!r}")
    minutes = data.get("settle_minutes", DEFAULT_SETTLE_MINUTES)
    if not 0 <= minutes <= _MOST_SETTLE_MINUTES:
        yield Problem("settle_minutes", f"must be 0 to {_MOST_SETTLE_MINUTES}, got {minutes}")


def name_problems(name: str) -> Iterator[Problem]:
    """Yield a problem when the names that derive from `name` are too long for AWS."""
    if len(name) > _LONGEST_NAME:
        yield Problem("name", f"must be at most {_LONGEST_NAME} characters, got {name!r}")
