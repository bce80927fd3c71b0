"""Autoscaling of an inference endpoint: as many instances as its requests need."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import VARIANT

_SCALE_OUT_SECONDS = 60
_SCALE_IN_SECONDS = 300


@dataclass(frozen=True)
class ScalingLimits:
    """Between what and by what an endpoint scales."""

    min_instances: int
    max_instances: int
    invocations_per_minute: int
    """Requests that one instance is to serve in a minute."""


def scale(
    name: str,
    endpoint: aws.sagemaker.Endpoint,
    endpoint_name: str,
    limits: ScalingLimits,
    parent: pulumi.ComponentResource,
) -> None:
    """Scale the endpoint's variant by the number of invocations of each instance."""
    # The variant exists once the endpoint does, and is let go before the endpoint goes.
    after = pulumi.ResourceOptions(parent=parent, depends_on=[endpoint])
    target = aws.appautoscaling.Target(
        f"{name}-instances",
        service_namespace="sagemaker",
        resource_id=f"endpoint/{endpoint_name}/variant/{VARIANT}",
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        min_capacity=limits.min_instances,
        max_capacity=limits.max_instances,
        opts=after,
    )
    scaling = aws.appautoscaling
    metric = scaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs
    scaling.Policy(
        f"{name}-by-invocations",
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration=scaling.PolicyTargetTrackingScalingPolicyConfigurationArgs(
            target_value=limits.invocations_per_minute,
            predefined_metric_specification=metric(
                predefined_metric_type="SageMakerVariantInvocationsPerInstance"
            ),
            scale_out_cooldown=_SCALE_OUT_SECONDS,
            scale_in_cooldown=_SCALE_IN_SECONDS,
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
