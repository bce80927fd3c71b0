"""An event that cannot be handed on is kept, and seen."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE
from policies.rule import PlanView, Props, plan_rule

_STARTS_WORK = {
    PIPELINE: ":pipeline/",
    "aws:batch/jobQueue:JobQueue": ":job-queue/",
    "aws:lambda/function:Function": ":function:",
    "aws:sfn/stateMachine:StateMachine": ":stateMachine:",
}
"""What does something for an event, and how its ARN is recognised; topics and logs only tell."""


@plan_rule(
    applies_to="aws:cloudwatch/eventTarget:EventTarget",
    why="new data, drift or an approval that reaches nobody once is lost for good",
    source="Amazon EventBridge User Guide, Using dead-letter queues to process undelivered events",
)
def trigger_keeps_what_failed(target: Props, plan: PlanView) -> Iterator[str]:
    """Event targets that start work have a dead-letter queue."""
    if "deadLetterConfig" in target:
        return
    arn = str(target.raw("arn"))
    written = any(part in arn for part in _STARTS_WORK.values())
    if written or plan.sources(target, "arn", *_STARTS_WORK):
        yield "set dead_letter_config"
