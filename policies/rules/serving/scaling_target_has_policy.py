"""What can scale does."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_POLICIES = (
    "aws:appautoscaling/policy:Policy",
    "aws:appautoscaling/scheduledAction:ScheduledAction",
)


@plan_rule(
    applies_to="aws:appautoscaling/target:Target",
    why="a registered target without a policy stays at its size, and looks as if it scaled",
    source="AWS Well-Architected Machine Learning Lens, "
    "MLREL05-BP01 Allow automatic scaling of the model endpoint",
)
def scaling_target_has_policy(target: Props, plan: PlanView) -> Iterator[str]:
    """Targets of scaling with room to scale have a policy or a schedule."""
    if target["minCapacity"] != target["maxCapacity"] and not plan.about(
        target, *_POLICIES, key="resourceId"
    ):
        yield "declare a Policy or a ScheduledAction for it"
