"""The feature store writes with a role that nobody else has."""

from collections.abc import Iterator

from policies.feature_groups import FEATURE_GROUPS
from policies.roles import people_with_role_of
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=FEATURE_GROUPS,
    why="then whoever opens a notebook can write the history that models are trained on",
    source="AWS Well-Architected Machine Learning Lens, MLSEC03-BP01 Provide least privilege "
    "access",
)
def feature_group_has_own_role(group: Props, plan: PlanView) -> Iterator[str]:
    """The role of a feature group's offline store is no role of people in notebooks."""
    people = people_with_role_of(group, plan)
    if people is not None:
        yield f"set role_arn to a role of its own, got that of {people.resource.name}"
