"""Whoever starts jobs starts them on machines that the team can pay for."""

from collections.abc import Iterator

from policies.grants import ROLE
from policies.rule import PlanView, Props, plan_rule
from policies.starters import starts_unlimited


@plan_rule(
    applies_to=ROLE,
    why="one mistyped instance type or count costs more in a night than the team in a year",
    source="Service Authorization Reference, Actions, resources, and condition keys for Amazon "
    "SageMaker, sagemaker:InstanceTypes",
    remediation="refuse sagemaker:CreateTrainingJob for other values of sagemaker:InstanceTypes",
)
def training_machines_limited(role: Props, plan: PlanView) -> Iterator[str]:
    """Roles that may start training jobs may start them on named instance types only."""
    if starts_unlimited(role, plan, "sagemaker:instancetypes"):
        yield "limit sagemaker:CreateTrainingJob by the condition key sagemaker:InstanceTypes"
