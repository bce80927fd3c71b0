"""A pipeline works with a role that nobody else has."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE
from policies.roles import people_with_role_of
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=PIPELINE,
    why="then a notebook can do by hand what only the reviewed pipeline should: register models",
    source="AWS Well-Architected Machine Learning Lens, MLSEC03-BP01 Provide least privilege "
    "access",
)
def pipeline_has_own_role(pipeline: Props, plan: PlanView) -> Iterator[str]:
    """Pipelines have a role, which is no role of people in notebooks."""
    people = people_with_role_of(pipeline, plan)
    if "roleArn" not in pipeline:
        yield "set role_arn"
    elif people is not None:
        yield f"set role_arn to a role of its own, got that of {people.resource.name}"
