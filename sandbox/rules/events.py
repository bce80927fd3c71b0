"""Rules of EventBridge's rules and targets."""

import json
import re
from typing import Any

from sandbox.rules import Params, rule

_ROLES = (
    *("batch", "codebuild", "codepipeline", "ecs", "events", "firehose", "glue", "inspector"),
    *("kinesis", "redshift", "sagemaker", "ssm", "ssm-incidents", "states"),
)


@rule("events", "PutRule", at="EventPattern", code="ValidationException")
def pattern_or_schedule(params: Params) -> str | None:
    """PutRule, `EventPattern` and `ScheduleExpression`: one at least."""
    if not params.get("EventPattern") and not params.get("ScheduleExpression"):
        return "Parameter(s) EventPattern or ScheduleExpression must be specified."
    return None


@rule("events", "PutRule", at="ScheduleExpression", code="ValidationException")
def schedule_in_its_form(params: Params) -> str | None:
    """EventBridge User Guide, "Setting a schedule pattern": cron of six fields, or a rate."""
    given = params.get("ScheduleExpression")
    if not given:
        return None
    rate = re.fullmatch(r"rate\(([1-9]\d*) (minute|hour|day)(s?)\)", given)
    if rate and (rate[1] == "1") != (rate[3] == "s"):
        return None
    if re.fullmatch(r"cron\(\S+ \S+ \S+ \S+ \S+ \S+\)", given) and given.count("?") == 1:
        return None
    return "Parameter ScheduleExpression is not valid."


@rule("events", "PutRule", at="ScheduleExpression", code="ValidationException")
def schedules_are_on_the_default_bus(params: Params) -> str | None:
    """EventBridge User Guide, "Creating a scheduled rule"."""
    bus = params.get("EventBusName", "default").split("/")[-1]
    if params.get("ScheduleExpression") and bus != "default":
        return "ScheduleExpression is supported only on the default event bus."
    return None


@rule("events", "PutRule", at="EventPattern", code="InvalidEventPatternException")
def pattern_of_lists(params: Params) -> str | None:
    """EventBridge User Guide, "Creating event patterns": leaves are lists of what matches."""
    try:
        pattern = json.loads(params.get("EventPattern") or "{}")
    except ValueError:
        return "Event pattern is not valid. Reason: it is not JSON"
    return _wrong(pattern) if isinstance(pattern, dict) else None


def _wrong(pattern: dict[str, Any]) -> str | None:
    for key, value in pattern.items():
        if isinstance(value, dict):
            said = _wrong(value)
            if said:
                return said
        elif not isinstance(value, list):
            return f'Event pattern is not valid. Reason: "{key}" must be an object or an array'
        elif not value:
            return "Event pattern is not valid. Reason: Empty arrays are not allowed"
    return None


@rule("events", "PutTargets", at="Targets[0].Input", code="ValidationException")
def one_kind_of_input(params: Params) -> str | None:
    """PutTargets: `Input`, `InputPath` and `InputTransformer` exclude each other."""
    for target in params["Targets"]:
        if len([n for n in ("Input", "InputPath", "InputTransformer") if n in target]) > 1:
            return (
                "Only one of Input, InputPath, or InputTransformer must be provided for target"
                f" {target['Id']}."
            )
    return None


@rule("events", "PutTargets", at="Targets[0].Input", code="ValidationException")
def input_is_json(params: Params) -> str | None:
    """PutTargets, `Input`: "Valid JSON text"."""
    for target in params["Targets"]:
        try:
            json.loads(target.get("Input", "{}"))
        except ValueError:
            return f"JSON syntax error in input for target {target['Id']}"
    return None


@rule("events", "PutTargets", at="Targets[0].RoleArn", code="ValidationException")
def targets_that_need_a_role(params: Params) -> str | None:
    """EventBridge User Guide, "Using resource-based policies": all but four kinds of target."""
    for target in params["Targets"]:
        service = [*target["Arn"].split(":"), "", "", ""][2]
        if service in _ROLES and "RoleArn" not in target:
            return f"RoleArn is required for target {target['Arn']}."
    return None


@rule("events", "PutTargets", at="Targets[0].Arn", code="ValidationException")
def parameters_of_a_target(params: Params) -> str | None:
    """PutTargets: what tasks, jobs and first-in, first-out queues cannot do without."""
    for target in params["Targets"]:
        arn = target["Arn"]
        service = [*arn.split(":"), "", "", ""][2]
        needed = {"ecs": "EcsParameters", "batch": "BatchParameters"}.get(service)
        if service == "sqs" and arn.endswith(".fifo"):
            needed = "SqsParameters"
        if needed and needed not in target:
            return f"Parameter(s) {needed} must be specified for target: {target['Id']}."
    return None
