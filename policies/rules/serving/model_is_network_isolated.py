"""The container of a model reaches no network."""

from collections.abc import Iterator

from policies.endpoints import only_serverless
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:sagemaker/model:Model",
    why="a package hidden in an image, or in a pickled model, sends out what the model is asked",
    source="AWS Security Hub, control SageMaker.5",
    remediation="SageMaker brings the model into the container; what else it needs goes in with it",
)
def model_is_network_isolated(model: Props, plan: PlanView) -> Iterator[str]:
    """Containers of models reach no network, but where all serving is serverless."""
    isolated = model.get("enableNetworkIsolation", False)
    if isolated is not True and not only_serverless(model, plan):
        yield "set enable_network_isolation to True"
