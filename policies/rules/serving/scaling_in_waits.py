"""An endpoint does not shrink at the first quiet minute."""

from collections.abc import Iterator

from policies.rule import Props, rule

_DEFAULT_SECONDS = 300


@rule(
    applies_to="aws:appautoscaling/policy:Policy",
    why="machines that take minutes to load a model go and come, and callers wait each time",
    source="Amazon SageMaker AI Developer Guide, Define a scaling policy",
)
def scaling_in_waits(props: Props) -> Iterator[str]:
    """Policies that track a target wait no shorter to scale in than to scale out."""
    if props["serviceNamespace"] != "sagemaker":
        return
    tracking = props.get("targetTrackingScalingPolicyConfiguration", {})
    down = tracking.get("scaleInCooldown", _DEFAULT_SECONDS)
    up = tracking.get("scaleOutCooldown", _DEFAULT_SECONDS)
    if down < up:
        yield f"set scale_in_cooldown to {up} or more, as scale_out_cooldown is, got {down}"
