"""Rules of EventBridge Scheduler's schedules."""

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
