"""Models run in the team's network."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIG, is_serverless, variants
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:sagemaker/model:Model",
    why="a model is code from elsewhere; outside the VPC it can send what it is asked anywhere",
    source="Amazon SageMaker AI Developer Guide, Give SageMaker hosted endpoints access to a VPC",
)
def model_runs_in_vpc(model: Props, plan: PlanView) -> Iterator[str]:
    """Models run in a VPC, but for those that are only served serverless, which cannot."""
    uses = [
        variant
        for config in plan.about(model, ENDPOINT_CONFIG, key="productionVariants")
        for variant in variants(config)
    ]
    if uses and all(is_serverless(variant) for variant in uses):
        return
    if "vpcConfig" not in model:
        yield "set vpc_config to the private subnets"
