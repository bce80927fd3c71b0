"""Limits of scaling that change at set times."""

import re
from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.time_zones import DEFAULT_TIME_ZONE, time_zone_problems
from components.settings import team_settings

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SCHEDULE = re.compile(
    r"cron\(\S+ \S+ \S+ \S+ \S+ \S+\)|rate\(\d+ (minute|hour|day)s?\)"
    r"|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)"
)


@team_settings
class ScheduleSettings(TypedDict):
    """Limits of scaling from a set time on, until another schedule changes them."""

    schedule: str
    """When: `cron(0 7 ? * MON-FRI *)`, `rate(1 day)` or `at(2030-01-31T07:00:00)`."""

    timezone: NotRequired[str]
    """Time zone of a cron or at expression: `Europe/Berlin`. Default: UTC."""

    min_instances: NotRequired[int]
    """Instances that run at least from then on. Default: stays as it is."""

    max_instances: NotRequired[int]
    """Instances that run at most from then on. Default: stays as it is."""


def schedule_problems(
    schedules: dict[str, ScheduleSettings], *, fewest: int, what: str
) -> Iterator[Problem]:
    """Yield what is wrong with `schedules` of an endpoint that may scale down to `fewest`."""
    for name, one in schedules.items():
        where = f"schedules.{name}"
        if not _NAME.fullmatch(name):
            yield Problem(where, f"must be small letters, digits and hyphens, got {name!r}")
        if not _SCHEDULE.fullmatch(one["schedule"]):
            yield Problem(
                f"{where}.schedule",
                "must be cron(<minute> <hour> <day> <month> <weekday> <year>), rate(…) or at(…), "
                f"got {one['schedule']!r}",
            )
        zone = one.get("timezone", DEFAULT_TIME_ZONE)
        yield from time_zone_problems(f"{where}.timezone", zone)
        least, most = one.get("min_instances"), one.get("max_instances")
        if least is None and most is None:
            yield Problem(where, "must change min_instances or max_instances, got neither")
        for field, value in (("min_instances", least), ("max_instances", most)):
            if value is not None and value < fewest:
                yield Problem(
                    f"{where}.{field}", f"must be at least {fewest} for {what}, got {value}"
                )
        if least is not None and most is not None and most < least:
            yield Problem(
                f"{where}.max_instances", f"must be at least min_instances, {least}, got {most}"
            )
