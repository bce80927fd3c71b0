"""What rules on endpoints share: the variants of an endpoint configuration."""

from collections.abc import Iterator

from policies.plan_view import PlanView
from policies.props import Props

ENDPOINT_CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT_CONFIGS = (ENDPOINT_CONFIG, "aws-native:sagemaker:EndpointConfig")
"""The same by either provider, with the same names of inputs but that of the key."""


def variants(config: Props) -> Iterator[Props]:
    """Production and shadow variants."""
    yield from config.objects("productionVariants")
    yield from config.objects("shadowProductionVariants")


def instance_types(variant: Props) -> Iterator[str]:
    """Types of machines that a variant may run on; several where one may be short of."""
    yield variant.get("instanceType", "")
    for pool in variant.objects("instancePools"):
        yield pool.get("instanceType", "")


def is_serverless(variant: Props) -> bool:
    """Whether a variant runs on no machine of its own."""
    return "serverlessConfig" in variant


def only_serverless(model: Props, plan: PlanView) -> bool:
    """Whether a model is served, and that on no machine of its own anywhere."""
    uses = [
        variant
        for config in plan.about(model, *ENDPOINT_CONFIGS, key="productionVariants")
        for variant in variants(config)
    ]
    return bool(uses) and all(is_serverless(variant) for variant in uses)
