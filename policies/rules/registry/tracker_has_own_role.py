"""The experiment tracker works with a role that nobody else has."""

from collections.abc import Iterator

from policies.roles import people_with_role_of
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=(
        "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer",
        "aws:sagemaker/mlflowApp:MlflowApp",
    ),
    why="then a notebook can rewrite what the tracker recorded, past the tracker and its log",
    source="AWS Well-Architected Machine Learning Lens, MLSEC03-BP01 Provide least privilege "
    "access",
)
def tracker_has_own_role(tracker: Props, plan: PlanView) -> Iterator[str]:
    """The role of an experiment tracker is no role of people in notebooks."""
    people = people_with_role_of(tracker, plan)
    if people is not None:
        yield f"set role_arn to a role of its own, got that of {people.resource.name}"
