"""Rules of EventBridge Scheduler's schedules."""

import datetime
import json
import zoneinfo

from sandbox.rules import Params, rule
from sandbox.rules.schedule_expressions import is_at, is_cron, is_rate

_BOTH = ("scheduler", "CreateSchedule", "UpdateSchedule")


@rule(*_BOTH, at="ScheduleExpression", code="ValidationException")
def expression_in_its_form(params: Params) -> str | None:
    """Scheduler User Guide, "Schedule types": a rate, cron, or one time."""
    given = params["ScheduleExpression"]
    if is_rate(given, plural=False) or is_cron(given, year=False) or is_at(given):
        return None
    return f"Invalid Schedule Expression {given}."


@rule(*_BOTH, at="ScheduleExpressionTimezone", code="ValidationException")
def zone_that_there_is(params: Params) -> str | None:
    """CreateSchedule, `ScheduleExpressionTimezone`: of the time zone database."""
    zone = params.get("ScheduleExpressionTimezone")
    if zone is None or zone in zoneinfo.available_timezones():
        return None
    return f"Invalid ScheduleExpressionTimezone {zone}."


@rule(*_BOTH, at="StartDate EndDate", code="ValidationException")
def dates_in_their_form(params: Params) -> str | None:
    """CreateSchedule, `StartDate` and `EndDate`: times in the form of ISO 8601."""
    for name in ("StartDate", "EndDate"):
        given = params.get(name)
        try:
            datetime.datetime.fromisoformat(given if isinstance(given, str) else "2000-01-01")
        except ValueError:
            return f"Invalid {name} {given}."
    return None


@rule(*_BOTH, at="FlexibleTimeWindow", code="ValidationException")
def window_as_its_mode(params: Params) -> str | None:
    """CreateSchedule, `FlexibleTimeWindow`."""
    mode = params["FlexibleTimeWindow"]["Mode"]
    given = "MaximumWindowInMinutes" in params["FlexibleTimeWindow"]
    if given == (mode == "FLEXIBLE"):
        return None
    must = "must" if mode == "FLEXIBLE" else "must not"
    return (
        f"MaximumWindowInMinutes {must} be provided when FlexibleTimeWindowMode is set to {mode}."
    )


@rule(*_BOTH, at="StartDate", code="ValidationException")
def start_before_end(params: Params) -> str | None:
    """CreateSchedule, `StartDate` and `EndDate`."""
    start, end = params.get("StartDate"), params.get("EndDate")
    dates = isinstance(start, datetime.datetime) == isinstance(end, datetime.datetime)
    if start is None or end is None or not dates or type(start) is not type(end):
        return None
    return "The StartDate you specify must come before the EndDate." if start >= end else None


@rule(*_BOTH, at="Target", code="ValidationException")
def input_of_aws_calls_is_json(params: Params) -> str | None:
    """CreateSchedule, `Target.Input`: JSON for Lambda, Step Functions and EventBridge."""
    target = params["Target"]
    service = [*target["Arn"].split(":"), "", "", ""][2]
    if service not in ("lambda", "states", "events", "scheduler") or "Input" not in target:
        return None
    try:
        json.loads(target["Input"])
    except ValueError:
        return "Invalid Input for target."
    return None
