"""Machines for a peak are given back after it."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:appautoscaling/policy:Policy",
    why="one busy hour is then paid for around the clock",
    source="Application Auto Scaling User Guide, Target tracking scaling policies",
)
def scaling_policy_scales_in(props: Props) -> Iterator[str]:
    """Target tracking policies also scale in."""
    tracking = props.get("targetTrackingScalingPolicyConfiguration", {})
    if tracking.get("disableScaleIn", False) is True:
        yield "leave disable_scale_in out"
