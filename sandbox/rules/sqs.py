"""Rules of SQS's queues (CreateQueue, `Attributes`)."""

import json

from sandbox.rules import Params, rule

_BOTH = ("sqs", "CreateQueue", "SetQueueAttributes")
_RANGES = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1024, 1048576),
    "MessageRetentionPeriod": (60, 1209600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43200),
    "KmsDataKeyReusePeriodSeconds": (60, 86400),
}


@rule(*_BOTH, at="Attributes", code="InvalidAttributeValue")
def numbers_in_range(params: Params) -> str | None:
    """The range of each number."""
    given = params.get("Attributes") or {}
    for name, (low, high) in _RANGES.items():
        value = str(given.get(name, low))
        if not value.isdigit() or not low <= int(value) <= high:
            return f"Invalid value for the parameter {name}."
    return None


@rule("sqs", "CreateQueue", at="QueueName", code="InvalidParameterValue")
def name_of_a_kind_of_queue(params: Params) -> str | None:
    """`FifoQueue`: the name ends in `.fifo`, and no other one does."""
    fifo = (params.get("Attributes") or {}).get("FifoQueue") == "true"
    if fifo and not params["QueueName"].endswith(".fifo"):
        return (
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or"
            " underscores, must end with .fifo suffix and be 1 to 80 in length."
        )
    if not fifo and params["QueueName"].endswith(".fifo"):
        return (
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        )
    return None


@rule(
    "sqs",
    "CreateQueue",
    at="""Attributes.ContentBasedDeduplication Attributes.DeduplicationScope
    Attributes.FifoThroughputLimit""",
    code="InvalidAttributeName",
)
def attributes_of_fifo(params: Params) -> str | None:
    """`ContentBasedDeduplication`, `DeduplicationScope`, `FifoThroughputLimit`: for such queues."""
    given = params.get("Attributes") or {}
    if given.get("FifoQueue") == "true":
        return None
    if given.get("ContentBasedDeduplication") == "true":
        return "Unknown Attribute ContentBasedDeduplication."
    for name in ("DeduplicationScope", "FifoThroughputLimit"):
        if given.get(name):
            return f"You can specify the {name} only when FifoQueue is set to true."
    return None


@rule("sqs", "CreateQueue", at="Attributes.FifoThroughputLimit", code="InvalidAttributeValue")
def throughput_of_message_groups(params: Params) -> str | None:
    """`FifoThroughputLimit`: by message group only with `DeduplicationScope` the same."""
    given = params.get("Attributes") or {}
    by_group = given.get("FifoThroughputLimit") == "perMessageGroupId"
    if by_group and given.get("DeduplicationScope", "queue") != "messageGroup":
        return (
            "The perMessageGroupId value for FifoThroughputLimit is allowed only when the value"
            " for DeduplicationScope is messageGroup."
        )
    return None


@rule("sqs", "CreateQueue", at="Attributes.KmsMasterKeyId", code="InvalidAttributeName")
def one_kind_of_encryption(params: Params) -> str | None:
    """`SqsManagedSseEnabled`: "Only one server-side encryption option is supported per queue"."""
    given = params.get("Attributes") or {}
    if given.get("KmsMasterKeyId") and given.get("SqsManagedSseEnabled") == "true":
        return (
            "You can use one type of server-side encryption (SSE) at one time. You can either"
            " enable KMS SSE or SQS SSE."
        )
    return None


@rule(*_BOTH, at="Attributes.RedrivePolicy", code="InvalidParameterValue")
def redrive_policy(params: Params) -> str | None:
    """`RedrivePolicy`: a queue, and a count."""
    text = (params.get("Attributes") or {}).get("RedrivePolicy")
    if not text:
        return None
    begin = f"Value {text} for parameter RedrivePolicy is invalid. Reason: "
    try:
        policy = json.loads(text)
    except ValueError:
        return f"{begin}Redrive policy is not a valid JSON map."
    names = ("deadLetterTargetArn", "maxReceiveCount")
    if any(name not in names for name in policy):
        return f"{begin}Only following attributes are supported: [{', '.join(names)}]."
    for name in names:
        if name not in policy:
            return f"{begin}Redrive policy does not contain mandatory attribute: {name}."
    count = str(policy["maxReceiveCount"])
    if not count.isdigit() or not 1 <= int(count) <= 1000:
        return (
            f"{begin}Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000"
            " both inclusive."
        )
    if policy["deadLetterTargetArn"].split(":")[2:3] != ["sqs"]:
        return f"{begin}Only SQS queues are valid resources for deadLetterTargetArn"
    return None
