"""Rules of EventBridge Scheduler's schedules."""

import datetime
import json
import re

from sandbox.rules import Params, rule

_BOTH = ("scheduler", "CreateSchedule", "UpdateSchedule")
_FORMS = (
    r"rate\(\d+ (minutes?|hours?|days?)\)",
    r"cron\(\S+ \S+ (\? \S+ [^\s?]+|[^\s?]+ \S+ \?)( \S+)?\)",
    r"at\(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\)",
)


@rule(*_BOTH, at="ScheduleExpression", code="ValidationException")
def expression_in_its_form(params: Params) -> str | None:
    """Scheduler User Guide, "Schedule types": a rate, cron, or one time."""
    given = params["ScheduleExpression"]
    if any(re.fullmatch(form, given, re.IGNORECASE) for form in _FORMS):
        return None
    return f"Invalid Schedule Expression {given}."


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
    if service not in ("lambda", "states", "events") or "Input" not in target:
        return None
    try:
        json.loads(target["Input"])
    except ValueError:
        return "Invalid Input for target."
    return None
