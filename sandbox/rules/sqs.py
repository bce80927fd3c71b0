"""Rules of SQS's queues (CreateQueue, `Attributes`)."""

import json

from sandbox.rules import Params, rule


@rule(
    *("sqs", "CreateQueue", "SetQueueAttributes"),
    at="Attributes.RedrivePolicy",
    code="InvalidParameterValue",
)
def redrive_policy(params: Params) -> str | None:
    """`RedrivePolicy`: JSON without other keys than the two of which lines say the rest."""
    text = (params.get("Attributes") or {}).get("RedrivePolicy") or "{}"
    begin = f"Value {text} for parameter RedrivePolicy is invalid. Reason: "
    try:
        policy = json.loads(text)
    except ValueError:
        return f"{begin}Redrive policy is not a valid JSON map."
    names = ("deadLetterTargetArn", "maxReceiveCount")
    if any(name not in names for name in policy):
        return f"{begin}Only following attributes are supported: [{', '.join(names)}]."
    return None
