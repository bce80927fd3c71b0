"""The encrypted topic that a stack's notifications go through, and who hears them."""

from collections.abc import Iterator, Mapping

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem
from components.policy_document import policy_document

DELIVERING_SERVICES = (
    "budgets.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "costalerts.amazonaws.com",
)
"""Services that publish on behalf of this account and say so; EventBridge is the fourth."""


def encrypted_topic(
    name: str, kms_key_arn: pulumi.Input[str], parent: pulumi.ComponentResource
) -> pulumi.Output[str]:
    """Declare a topic that the delivering services of this account alone may publish to."""
    child = pulumi.ResourceOptions(parent=parent)
    topic = aws.sns.Topic(f"{name}-topic", kms_master_key_id=kms_key_arn, opts=child)
    scope = AwsScope.of(parent)
    policy = aws.sns.TopicPolicy(
        f"{name}-topic-policy",
        arn=topic.arn,
        policy=policy_document(
            {
                "Sid": "DeliveriesOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": list(DELIVERING_SERVICES)},
                "Action": "sns:Publish",
                "Resource": topic.arn,
                "Condition": {"StringEquals": {"aws:SourceAccount": scope.account_id}},
            },
            {
                # EventBridge delivers nothing when its statement carries a condition (EventBridge
                # User Guide, "Using resource-based policies"); its rules and their topic always
                # belong to one account.
                "Sid": "EventsOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic.arn,
            },
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sns:Publish",
                "Resource": topic.arn,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ),
        opts=child,
    )
    # Whoever gets the ARN from here publishes to a topic that already lets it in.
    return pulumi.Output.all(topic.arn, policy.id).apply(lambda known: str(known[0]))


def subscribe(
    name: str,
    topic_arn: pulumi.Input[str],
    receivers: Mapping[str, str],
    parent: pulumi.ComponentResource,
) -> None:
    """Subscribe each receiver, an e-mail address or an HTTPS address, under its own name."""
    for receiver, address in receivers.items():
        aws.sns.TopicSubscription(
            f"{name}-notify-{receiver}",
            topic=topic_arn,
            protocol="email" if "@" in address and "://" not in address else "https",
            endpoint=address,
            opts=pulumi.ResourceOptions(parent=parent),
        )


def receiver_problems(receivers: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the addresses of `receivers`."""
    for receiver, address in receivers.items():
        local, _, domain = address.partition("@")
        is_email = bool(local) and "." in domain and not set(address) & {" ", ":", "/"}
        is_https = address.startswith("https://") and len(address) > len("https://")
        if not (is_email or is_https):
            yield Problem(
                f"notify.{receiver}",
                f"must be an e-mail address or start with https://, got {address!r}",
            )
