"""Autoscaling of a serverless endpoint: as many warm containers as its requests use."""

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.modes import ServerlessSettings
from components.parts.endpoint.scaling import track

_USED_SHARE = 0.9
"""Share of the warm containers that are to be in use (SageMaker guide, "Automatically scale
Provisioned Concurrency for a serverless endpoint")."""


def scale_warm_containers(
    name: str,
    endpoint_name: str,
    given: ServerlessSettings,
    endpoint: aws.sagemaker.Endpoint,
    parent: pulumi.ComponentResource,
) -> None:
    """Keep more containers warm while requests use nearly all, where there is room to."""
    fewest = given.get("provisioned_concurrency")
    most = given.get("max_provisioned_concurrency", fewest)
    if fewest is None or most is None or most == fewest:
        return
    target = aws.appautoscaling.Target(
        f"{name}-warm",
        service_namespace="sagemaker",
        resource_id=f"endpoint/{endpoint_name}/variant/{VARIANT}",
        scalable_dimension="sagemaker:variant:DesiredProvisionedConcurrency",
        min_capacity=fewest,
        max_capacity=most,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[endpoint]),
    )
    track(
        f"{name}-by-use",
        target,
        {
            "target_value": _USED_SHARE,
            "predefined_metric_specification": {
                "predefined_metric_type": "SageMakerVariantProvisionedConcurrencyUtilization"
            },
        },
        parent,
    )
