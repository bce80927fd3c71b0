"""Two functions, or two endpoints, have no rights in common by accident."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS
from policies.grants import ROLE
from policies.rule import PlanView, Props, plan_rule

_FUNCTION = "aws:lambda/function:Function"
_MODEL = "aws:sagemaker/model:Model"
_ROLE_ARN = "executionRoleArn"


@plan_rule(
    applies_to=(_FUNCTION, *ENDPOINT_CONFIGS),
    why="a model from elsewhere, once taken over, also has what was granted for its neighbour",
    source="AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
)
def role_serves_one_workload(workload: Props, plan: PlanView) -> Iterator[str]:
    """No role is shared by two functions, two endpoints, or one of each.

    The models of one endpoint may share it: SageMaker runs them side by side on its machines.
    """
    roles = _roles(workload, plan)
    sharing = [
        other.resource.name
        for other in plan.of_type(_FUNCTION, *ENDPOINT_CONFIGS)
        if other.resource.urn != workload.resource.urn and roles & _roles(other, plan)
    ]
    if sharing:
        yield f"give it a role of its own, got that of {', '.join(sharing)}"


def _roles(workload: Props, plan: PlanView) -> set[str]:
    """Roles that a workload runs with, each by its URN if the stack declares it, or by its ARN."""
    if workload.resource.type == _FUNCTION:
        return {_role(workload, "role", plan)} - {""}
    models = (
        model
        for key in ("productionVariants", "shadowProductionVariants")
        for model in plan.sources(workload, key, _MODEL)
    )
    # Where models come as inference components, the configuration itself has the role.
    holders = [*models, workload] if _ROLE_ARN in workload else models
    return {_role(holder, _ROLE_ARN, plan) for holder in holders} - {""}


def _role(props: Props, key: str, plan: PlanView) -> str:
    declared = plan.sources(props, key, ROLE)
    return declared[0].resource.urn if declared else props.get(key, "")
