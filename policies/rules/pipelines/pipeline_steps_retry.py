"""A pipeline survives what a second attempt cures."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE, steps
from policies.rule import Props, rule

_CAN_RETRY = ("Processing", "Training", "Tuning", "Transform")


@rule(
    applies_to=PIPELINE,
    why="a missing machine at four in the morning costs the day's model",
    source="Amazon SageMaker AI Developer Guide, Retry Policy for Pipeline Steps",
)
def pipeline_steps_retry(pipeline: Props) -> Iterator[str]:
    """Steps of pipelines that start jobs have a retry policy."""
    for step in steps(pipeline):
        if step["type"] in _CAN_RETRY and not step.raw("retryPolicies"):
            yield f"step {step['name']}: set RetryPolicies"
