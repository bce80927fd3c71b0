"""Rules of EventBridge's rules and targets."""

import json

from sandbox.rules import Params, rule
from sandbox.rules.event_patterns import wrong_pattern


@rule("events", "PutRule", at="EventPattern", code="InvalidEventPatternException")
def pattern_that_can_match(params: Params) -> str | None:
    """EventBridge User Guide, "Creating event patterns"."""
    try:
        pattern = json.loads(params.get("EventPattern") or "null")
    except ValueError:
        return "Event pattern is not valid. Reason: it is not JSON"
    reason = None if pattern is None else wrong_pattern(pattern)
    return f"Event pattern is not valid. Reason: {reason}" if reason else None


@rule("events", "PutTargets", at="Targets[0].InputTransformer", code="ValidationException")
def paths_into_the_event(params: Params) -> str | None:
    """InputTransformer, `InputPathsMap`: JSON paths, by names that do not begin with AWS."""
    for target in params["Targets"]:
        paths = (target.get("InputTransformer") or {}).get("InputPathsMap") or {}
        for name, path in paths.items():
            if not path.startswith("$") or name.upper().startswith("AWS"):
                return f"Invalid InputPathsMap for target {target['Id']}: {name} = {path}"
    return None
