"""Addresses that notifications are posted to, and what becomes of those that do not arrive."""

import json
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.json_text import json_text
from components.parts.alert.settings import Severity, WebhookSettings
from components.parts.common.dead_letters import DeadLetters

_DELIVERY = {
    # At once, then for a quarter of an hour; SNS allows an hour in all (SNS Developer Guide,
    # "Message delivery retries").
    "healthyRetryPolicy": {
        "numRetries": 12,
        "numNoDelayRetries": 2,
        "minDelayTarget": 5,
        "numMinDelayRetries": 3,
        "maxDelayTarget": 180,
        "numMaxDelayRetries": 2,
        "backoffFunction": "exponential",
    }
}


def subscribe_webhooks(
    name: str,
    webhooks: Mapping[str, WebhookSettings],
    topics: Mapping[Severity, pulumi.Input[str]],
    failed: DeadLetters,
    parent: pulumi.ComponentResource,
) -> None:
    """Subscribe each address to what it is to hear of."""
    for receiver, about in webhooks.items():
        secret = aws.ssm.Parameter.get(
            f"{name}-{receiver}-url",
            about["url_parameter"],
            opts=pulumi.ResourceOptions(parent=parent),
        )
        aws.sns.TopicSubscription(
            f"{name}-{receiver}",
            topic=topics[Severity(about.get("severity", Severity.CRITICAL))],
            protocol="https",
            # The key in the address is all that a stranger needs to page somebody.
            endpoint=pulumi.Output.secret(secret.value),
            # Otherwise a wrong address would look fine and never be told anything.
            endpoint_auto_confirms=True,
            delivery_policy=json.dumps(_DELIVERY),
            redrive_policy=json_text({"deadLetterTargetArn": failed.arn}),
            opts=pulumi.ResourceOptions(parent=parent),
        )
