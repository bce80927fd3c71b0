"""Models run in the team's network."""

from collections.abc import Iterator

from policies.endpoints import only_serverless
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:sagemaker/model:Model",
    why="a model is code from elsewhere; outside the VPC it can send what it is asked anywhere",
    source="Amazon SageMaker AI Developer Guide, "
    "Give SageMaker AI hosted endpoints access to resources in your Amazon VPC",
)
def model_runs_in_vpc(model: Props, plan: PlanView) -> Iterator[str]:
    """Models run in a VPC, but for those that are only served serverless, which cannot."""
    if "vpcConfig" not in model and not only_serverless(model, plan):
        yield "set vpc_config to the private subnets"
