"""Rules of Lambda's functions."""

from typing import TYPE_CHECKING

from sandbox.rules import account_rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


@account_rule("lambda", "CreateEventSourceMapping", code="InvalidParameterValueException")
def queue_waits_for_the_function(context: "Context") -> str | None:
    """Lambda Developer Guide, "Using Lambda with SQS": the queue's timeout is the longer one."""
    source = context.params.get("EventSourceArn", "").split(":")
    if source[2:3] != ["sqs"]:
        return None
    named = {"QueueUrl": source[-1], "AttributeNames": ["VisibilityTimeout"]}
    queue = context.answer_of("sqs", "GetQueueAttributes", named)
    function = context.answer_of(
        "", "GetFunctionConfiguration", {"FunctionName": context.params["FunctionName"]}
    )
    if queue is None or function is None:
        return None
    waits, runs = int(queue["Attributes"]["VisibilityTimeout"]), function["Timeout"]
    if waits >= runs:
        return None
    return (
        f"Queue visibility timeout: {waits} seconds is less than Function timeout: {runs} seconds"
    )
