"""Rules of EventBridge's rules and targets."""

import json

from sandbox.rules import Params, rule
from sandbox.rules.event_patterns import wrong_pattern
from sandbox.rules.schedule_expressions import is_cron, is_rate

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
    if is_rate(given) or is_cron(given):
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
def pattern_that_can_match(params: Params) -> str | None:
    """EventBridge User Guide, "Creating event patterns"."""
    try:
        pattern = json.loads(params.get("EventPattern") or "null")
    except ValueError:
        return "Event pattern is not valid. Reason: it is not JSON"
    reason = None if pattern is None else wrong_pattern(pattern)
    return f"Event pattern is not valid. Reason: {reason}" if reason else None


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


@rule("events", "PutTargets", at="Targets[0].InputTransformer", code="ValidationException")
def paths_into_the_event(params: Params) -> str | None:
    """InputTransformer, `InputPathsMap`: JSON paths, by names that do not begin with AWS."""
    for target in params["Targets"]:
        paths = (target.get("InputTransformer") or {}).get("InputPathsMap") or {}
        for name, path in paths.items():
            if not path.startswith("$") or name.upper().startswith("AWS"):
                return f"Invalid InputPathsMap for target {target['Id']}: {name} = {path}"
    return None
