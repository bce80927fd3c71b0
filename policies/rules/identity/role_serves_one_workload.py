"""Two functions, or two endpoints, have no rights in common by accident."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIG
from policies.grants import ROLE
from policies.rule import PlanView, Props, plan_rule

_FUNCTION = "aws:lambda/function:Function"
_MODEL = "aws:sagemaker/model:Model"


@plan_rule(
    applies_to=ROLE,
    why="a model from elsewhere, once taken over, also has what was granted for its neighbour",
    source="AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
)
def role_serves_one_workload(role: Props, plan: PlanView) -> Iterator[str]:
    """No role is shared by two functions, two endpoints, or one of each.

    The models of one endpoint may share it: SageMaker runs them side by side on its machines.
    """
    functions = plan.about(role, _FUNCTION, key="role", named="arn")
    models = plan.about(role, _MODEL, key="executionRoleArn", named="arn")
    served = {model.resource.urn for model in models}
    endpoints = [
        config
        for config in plan.of_type(ENDPOINT_CONFIG)
        if any(
            model.resource.urn in served
            for key in ("productionVariants", "shadowProductionVariants")
            for model in plan.sources(config, key, _MODEL)
        )
    ]
    names = [user.resource.name for user in (*functions, *endpoints)]
    if len(names) > 1:
        yield f"make a role for each of {', '.join(names)}"
