"""One bad message does not stop a queue, and is not lost either."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_QUEUE = "aws:sqs/queue:Queue"


@plan_rule(
    applies_to="aws:lambda/eventSourceMapping:EventSourceMapping",
    why="a request that no worker can handle is tried for days, and then deleted",
    source="Amazon SQS Developer Guide, Using dead-letter queues in Amazon SQS",
)
def queue_of_work_keeps_failures(mapping: Props, plan: PlanView) -> Iterator[str]:
    """Queues that functions work through move what fails again and again to another queue."""
    for queue in plan.sources(mapping, "eventSourceArn", _QUEUE):
        redriven = plan.about(
            queue, "aws:sqs/redrivePolicy:RedrivePolicy", key="queueUrl", named="url"
        )
        if "redrivePolicy" not in queue and not redriven:
            yield f"set redrive_policy of {queue.resource.name}"
