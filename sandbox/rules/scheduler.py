"""Rules of EventBridge Scheduler's schedules."""

import zoneinfo

from sandbox.rules import Params, rule


@rule(
    *("scheduler", "CreateSchedule", "UpdateSchedule"),
    at="ScheduleExpressionTimezone",
    code="ValidationException",
)
def zone_that_there_is(params: Params) -> str | None:
    """CreateSchedule, `ScheduleExpressionTimezone`: of the time zone database."""
    zone = params.get("ScheduleExpressionTimezone")
    if zone is None or zone in zoneinfo.available_timezones():
        return None
    return f"Invalid ScheduleExpressionTimezone {zone}."
