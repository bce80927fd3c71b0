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


def scaled_machine(
    name: str, path: str, instance_type: str, parent: pulumi.ComponentResource
) -> aws.ssm.Parameter:
    """Declare what scaling is tied to, so that it pauses while the instance type changes.

    SageMaker refuses another instance type for an endpoint that is registered for scaling
    (SageMaker guide, "Update endpoints that use auto scaling"). Deleting this before its
    replacement takes the scaling along; the endpoint waits for it, and scaling comes back after.
    """
    return aws.ssm.Parameter(
        f"{name}-machine",
        name=f"/stepwell/{path}/{instance_type}",
        description="Instance type that the scaling of this endpoint is for",
        type="String",
        value=instance_type,
        opts=pulumi.ResourceOptions(parent=parent, delete_before_replace=True),
    )


def scale(
    name: str,
    endpoint: aws.sagemaker.Endpoint,
    endpoint_name: str,
    limits: ScalingLimits,
    machine: aws.ssm.Parameter,
    parent: pulumi.ComponentResource,
) -> None:
    """Scale the endpoint's variant by the number of invocations of each instance."""
    variant = f"endpoint/{endpoint_name}/variant/{VARIANT}"
    # The variant exists once the endpoint does, and is let go before the endpoint goes.
    after = pulumi.ResourceOptions(parent=parent, depends_on=[endpoint])
    target = aws.appautoscaling.Target(
        f"{name}-instances",
        service_namespace="sagemaker",
        # Taken through the parameter, so that the engine sees a replacement in its replacement.
        resource_id=machine.id.apply(lambda _: variant),
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
