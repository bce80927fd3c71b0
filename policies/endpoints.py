"""What rules on endpoints share: the variants of an endpoint configuration."""

from collections.abc import Iterator

from policies.props import Props

ENDPOINT_CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"


def variants(config: Props) -> Iterator[Props]:
    """Production and shadow variants."""
    yield from config.get("productionVariants", ())
    yield from config.get("shadowProductionVariants", ())


def is_serverless(variant: Props) -> bool:
    """Whether a variant runs on no machine of its own."""
    return "serverlessConfig" in variant
