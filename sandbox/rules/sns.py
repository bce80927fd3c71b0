"""Rules of SNS's topics and subscriptions (CreateTopic, Subscribe)."""

import json
import re

from sandbox.rules import Params, rule
from sandbox.rules.event_patterns import wrong_pattern

_INVALID = "InvalidParameter"
_FORMS = {
    "sqs": (r"arn:[^:]+:sqs:.+", "SQS endpoint ARN"),
    "lambda": (r"arn:[^:]+:lambda:.+", "Lambda endpoint ARN"),
    "firehose": (r"arn:[^:]+:firehose:.+", "Firehose endpoint ARN"),
    "email": (r"[^@\s]+@[^@\s]+", "Email address"),
    "email-json": (r"[^@\s]+@[^@\s]+", "Email address"),
    "http": (r"http://.+", "Endpoint must match the specified protocol"),
    "https": (r"https://.+", "Endpoint must match the specified protocol"),
}


@rule("sns", "CreateTopic", at="Name", code=_INVALID)
def name_of_a_kind_of_topic(params: Params) -> str | None:
    """CreateTopic, `Name`: a first-in, first-out one ends in `.fifo`, and no other."""
    fifo = (params.get("Attributes") or {}).get("FifoTopic") == "true"
    if fifo and not params["Name"].endswith(".fifo"):
        return (
            "Invalid parameter: Fifo Topic names must end with .fifo and must be made up of only"
            " uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be"
            " between 1 and 256 characters long."
        )
    if not fifo and params["Name"].endswith(".fifo"):
        return "Invalid parameter: Topic Name"
    return None


@rule(
    "sns",
    "CreateTopic",
    at="""Attributes.ContentBasedDeduplication Attributes.ArchivePolicy
    Attributes.FifoThroughputScope""",
    code=_INVALID,
)
def attributes_of_fifo(params: Params) -> str | None:
    """CreateTopic, `Attributes`: those that "apply only to FIFO topics"."""
    given = params.get("Attributes") or {}
    for name in ("ContentBasedDeduplication", "ArchivePolicy", "FifoThroughputScope"):
        if given.get("FifoTopic") != "true" and given.get(name) not in (None, "", "false"):
            return f"Invalid parameter: Attributes Reason: Unknown attribute {name}"
    return None


@rule("sns", "Subscribe", at="Endpoint", code=_INVALID)
def endpoint_as_its_protocol(params: Params) -> str | None:
    """Subscribe, `Endpoint`: its form for each `Protocol`."""
    form, said = _FORMS.get(params["Protocol"], ("", ""))
    if form and not re.fullmatch(form, params.get("Endpoint", "")):
        return f"Invalid parameter: {said}"
    return None


@rule("sns", "Subscribe", at="Endpoint", code=_INVALID)
def fifo_queues_of_fifo_topics(params: Params) -> str | None:
    """SNS Developer Guide, "FIFO topics": a standard topic has no such queue."""
    to_fifo = params["Protocol"] == "sqs" and params.get("Endpoint", "").endswith(".fifo")
    if to_fifo and not params["TopicArn"].endswith(".fifo"):
        return (
            "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be"
            " subscribed to standard SNS topics"
        )
    return None


@rule("sns", "Subscribe", at="Attributes.FilterPolicy", code=_INVALID)
def filter_that_can_match(params: Params) -> str | None:
    """SNS Developer Guide, "Subscription filter policies": of the grammar of event patterns."""
    text = (params.get("Attributes") or {}).get("FilterPolicy")
    try:
        policy = json.loads(text or "{}")
    except ValueError:
        return "Invalid parameter: FilterPolicy: failed to parse JSON."
    if not policy:
        return None
    if isinstance(policy, dict) and len(policy) > 5:
        return "Invalid parameter: FilterPolicy: Filter policy can not have more than 5 keys"
    by_body = params["Attributes"].get("FilterPolicyScope") == "MessageBody"
    if not by_body and any(isinstance(value, dict) for value in policy.values()):
        return (
            "Invalid parameter: Filter policy scope MessageAttributes does not support nested"
            " filter policy"
        )
    reason = wrong_pattern(policy)
    return f"Invalid parameter: FilterPolicy: {reason}" if reason else None


@rule(
    "sns",
    "Subscribe",
    at="Attributes.RawMessageDelivery Attributes.SubscriptionRoleArn",
    code=_INVALID,
)
def attributes_of_a_subscription(params: Params) -> str | None:
    """Subscribe, `Attributes`: raw delivery, and the role for Firehose."""
    given, protocol = params.get("Attributes") or {}, params["Protocol"]
    raw = given.get("RawMessageDelivery") == "true"
    if raw and protocol not in ("sqs", "http", "https", "firehose"):
        return (
            "Invalid parameter: Attributes Reason: Delivery protocol"
            f" [{protocol}] does not support raw message delivery."
        )
    if protocol == "firehose" and not given.get("SubscriptionRoleArn"):
        return "Invalid parameter: Attributes Reason: SubscriptionRoleArn is required for Firehose"
    return None
