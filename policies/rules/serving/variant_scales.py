"""An endpoint grows with its callers."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS, is_serverless
from policies.props import Undecided
from policies.rule import PlanView, Props, plan_rule

_ENDPOINT = "aws:sagemaker/endpoint:Endpoint"


@plan_rule(
    applies_to=_ENDPOINT,
    why="a fixed fleet is too small at the peak, and paid for at night",
    source="AWS Well-Architected Machine Learning Lens, "
    "MLREL05-BP01 Allow automatic scaling of the model endpoint",
)
def variant_scales(endpoint: Props, plan: PlanView) -> Iterator[str]:
    """Production variants on machines are registered for scaling, or share machines that scale."""
    targets = [
        target
        for target in plan.of_type("aws:appautoscaling/target:Target")
        if _is_of(target, endpoint, plan)
    ]
    for config in plan.sources(endpoint, "endpointConfigName", *ENDPOINT_CONFIGS):
        for variant in config.objects("productionVariants"):
            if is_serverless(variant) or "managedInstanceScaling" in variant:
                continue
            name = variant.get("variantName")
            if name is None:
                # The provider then makes one up.
                raise Undecided(variant.path("variantName"))
            if not any(str(t.raw("resourceId")).endswith(f"/variant/{name}") for t in targets):
                yield f"declare an appautoscaling Target for variant {name!r}"


def _is_of(target: Props, endpoint: Props, plan: PlanView) -> bool:
    own = [found.resource.urn for found in plan.sources(target, "resourceId", _ENDPOINT)]
    name = endpoint.raw("name")
    return endpoint.resource.urn in own or f"endpoint/{name}/" in str(target.raw("resourceId"))
