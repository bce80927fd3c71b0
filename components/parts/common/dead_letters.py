"""What could not be done in the end: an encrypted queue that keeps it, and an alarm."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.common.alarm_on_any import alarm_on_any
from components.policy_document import Statement, policy_document

_RETENTION_SECONDS = 1209600
"""14 days, the most that SQS keeps a message."""


@dataclass(frozen=True)
class DeadLetters:
    """A queue for what failed; whoever gets its ARN from here may already write to it."""

    arn: pulumi.Output[str]
    url: pulumi.Output[str]
    kms_key_arn: pulumi.Input[str]
    alarm_name: pulumi.Output[str]
    """Name of the alarm that is on while the queue holds anything."""

    def statements(self) -> list[Statement]:
        """What the role of a function or a schedule needs to send here."""
        return [
            {
                "Sid": "KeepWhatFailed",
                "Effect": "Allow",
                "Action": "sqs:SendMessage",
                "Resource": self.arn,
            },
            {
                # SQS Developer Guide, "Key management": what a producer needs.
                "Sid": "EncryptWhatFailed",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": self.kms_key_arn,
            },
        ]


def dead_letters(
    name: str,
    *,
    kms_key_arn: pulumi.Input[str],
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
    from_topics: Sequence[pulumi.Input[str]] = (),
) -> DeadLetters:
    """Declare the queue, who may send to it, and the alarm that goes off while it holds anything.

    EventBridge sends to it for the rules whose names start with `name`; functions and schedules do
    with their own roles, and subscriptions of `from_topics` as those topics.
    """
    child = pulumi.ResourceOptions(parent=parent)
    rules = AwsScope.of(parent).arn("events", f"rule/{name}-*")
    queue = aws.sqs.Queue(
        f"{name}-dead-letters",
        kms_master_key_id=kms_key_arn,
        message_retention_seconds=_RETENTION_SECONDS,
        opts=child,
    )
    policy = aws.sqs.QueuePolicy(
        f"{name}-dead-letters-policy",
        queue_url=queue.url,
        policy=policy_document(
            {
                "Sid": "RulesOfThisComponent",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue.arn,
                "Condition": {"ArnLike": {"aws:SourceArn": rules}},
            },
            *_topics(queue.arn, from_topics),
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": queue.arn,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ),
        opts=child,
    )
    alarm = alarm_on_any(
        f"{name}-failed-alarm",
        f"{name}: something was given up; its queue says what, for 14 days",
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        {"QueueName": queue.name},
        topic_arn=topic_arn,
        parent=parent,
        statistic="Maximum",
    )
    known = pulumi.Output.all(queue.arn, policy.id)
    arn = known.apply(lambda k: str(k[0]))
    return DeadLetters(arn, queue.url, kms_key_arn, alarm)


def _topics(queue_arn: pulumi.Input[str], topics: Sequence[pulumi.Input[str]]) -> list[Statement]:
    if not topics:
        return []
    return [
        {
            "Sid": "TopicsOfThisComponent",
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": queue_arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": list(topics)}},
        }
    ]
