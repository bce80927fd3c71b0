"""What lies in a dead-letter queue is not forgotten there."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.rule import PlanView, Props, plan_rule

_QUEUE = "aws:sqs/queue:Queue"
_SENDERS = {
    "aws:cloudwatch/eventTarget:EventTarget": "deadLetterConfig",
    "aws:lambda/function:Function": "deadLetterConfig",
    "aws:sns/topicSubscription:TopicSubscription": "redrivePolicy",
    _QUEUE: "redrivePolicy",
}
"""Who sends what failed, and the input that names the queue."""
_INVOKED = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_WAITING = ("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible")


@plan_rule(
    applies_to=_QUEUE,
    why="failures wait in the queue until SQS deletes them, unseen",
    source="Amazon SQS Developer Guide, Creating alarms for dead-letter queues",
)
def dead_letters_raise_alarm(queue: Props, plan: PlanView) -> Iterator[str]:
    """Queues that failed work goes to have an alarm on what waits in them."""
    if _keeps_failures(queue, plan) and not alarms_on(queue, plan, _WAITING, "QueueName"):
        yield "declare a MetricAlarm on ApproximateNumberOfMessagesVisible for it"


def _keeps_failures(queue: Props, plan: PlanView) -> bool:
    if any(plan.about(queue, kind, key=key, named="arn") for kind, key in _SENDERS.items()):
        return True
    return any(
        "onSuccess" not in config.get("destinationConfig", {})
        for config in plan.about(queue, _INVOKED, key="destinationConfig", named="arn")
    )
