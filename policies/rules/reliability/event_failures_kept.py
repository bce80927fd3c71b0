"""Work that an event asks for is done, or is seen not to be."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.rule import PlanView, Props, plan_rule

_RULE = "aws:cloudwatch/eventRule:EventRule"
_RECEIVERS = ("aws:sns/topic:Topic", "aws:cloudwatch/logGroup:LogGroup")
"""What only hears of an event and does no work."""


@plan_rule(
    applies_to="aws:cloudwatch/eventTarget:EventTarget",
    why="EventBridge gives up after a day, and nobody knows that a retraining never started",
    source="Amazon EventBridge User Guide, Using dead-letter queues to process undelivered events",
)
def event_failures_kept(target: Props, plan: PlanView) -> Iterator[str]:
    """Targets that do work keep lost events in a queue, or have an alarm on failed invocations."""
    if "deadLetterConfig" in target or _only_hears(target, plan):
        return
    for found in plan.sources(target, "rule", _RULE):
        if alarms_on(found, plan, ("FailedInvocations",), "RuleName"):
            return
    yield "set dead_letter_config to a queue"


def _only_hears(target: Props, plan: PlanView) -> bool:
    arn = target.raw("arn")
    named = isinstance(arn, str) and arn.split(":")[2:3] in (["sns"], ["logs"])
    return named or bool(plan.sources(target, "arn", *_RECEIVERS))
