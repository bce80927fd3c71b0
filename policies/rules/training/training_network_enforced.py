"""Nobody starts a job outside the team's network."""

from collections.abc import Iterator

from policies.grants import ROLE
from policies.rule import PlanView, Props, plan_rule
from policies.starters import starts_unlimited


@plan_rule(
    applies_to=ROLE,
    why="a job that a notebook starts without a network takes the data to the open internet",
    source="Service Authorization Reference, Actions, resources, and condition keys for Amazon "
    "SageMaker, sagemaker:VpcSubnets",
    remediation="refuse sagemaker:CreateTrainingJob for other values of sagemaker:VpcSubnets, and "
    "where it is Null",
)
def training_network_enforced(role: Props, plan: PlanView) -> Iterator[str]:
    """Roles that may start training jobs may start them in named subnets only."""
    if starts_unlimited(role, plan, "sagemaker:vpcsubnets"):
        yield "limit sagemaker:CreateTrainingJob by the condition key sagemaker:VpcSubnets"
