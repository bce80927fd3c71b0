"""Messages travel encrypted to topics and queues."""

from collections.abc import Iterator

from policies.document import statements
from policies.rule import PlanView, Props, plan_rule
from policies.transport import denies_plain

_QUEUE = "aws:sqs/queue:Queue"
_TOPIC = "aws:sns/topic:Topic"


@plan_rule(
    applies_to=(_QUEUE, _TOPIC),
    why="events and failed requests repeat the data that they are about",
    source="Amazon SQS and Amazon SNS Developer Guides, Security best practices: "
    "Enforce encryption of data in transit",
    remediation="deny the action to everyone where aws:SecureTransport is false",
)
def messages_denied_in_plain(target: Props, plan: PlanView) -> Iterator[str]:
    """Each topic and queue has a policy that denies messages without TLS."""
    if target.resource.type == _QUEUE:
        actions = ("sqs:*", "sqs:sendmessage")
        found = plan.about(target, "aws:sqs/queuePolicy:QueuePolicy", key="queueUrl", named="url")
    else:
        actions = ("sns:*", "sns:publish")
        found = plan.about(target, "aws:sns/topicPolicy:TopicPolicy", key="arn")
    documents = (target, *found)
    if not any(denies_plain(s, *actions) for d in documents for s in statements(d, "policy")):
        yield "deny messages without TLS in its policy"
