"""What a function failed to do can be done again."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_CALLERS = {
    "arn": "aws:cloudwatch/eventTarget:EventTarget",
    "target": "aws:scheduler/schedule:Schedule",
    "endpoint": "aws:sns/topicSubscription:TopicSubscription",
    "lambdaFunctions": "aws:s3/bucketNotification:BucketNotification",
}
"""Who calls a function and does not wait, by the input that names it."""


@plan_rule(
    applies_to="aws:lambda/function:Function",
    why="Lambda tries three times and throws the event away, and with it an approval or a drift",
    source="AWS Lambda Developer Guide, Retaining records of asynchronous invocations",
)
def function_failures_kept(function: Props, plan: PlanView) -> Iterator[str]:
    """Functions that events and schedules call send what failed to a queue or a topic."""
    called = any(plan.about(function, kind, key=key, named="arn") for key, kind in _CALLERS.items())
    if not called or "deadLetterConfig" in function:
        return
    for config in plan.about(function, _CONFIG, key="functionName", named="name"):
        if "onFailure" in config.get("destinationConfig", {}):
            return
    yield "set dead_letter_config, or on_failure of a FunctionEventInvokeConfig"
