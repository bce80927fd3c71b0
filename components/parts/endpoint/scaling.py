"""Autoscaling of an inference endpoint: as many instances as its requests need, or as are set."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE
from components.parts.endpoint.schedules import DEFAULT_TIMEZONE, ScheduleSettings

_SCALE_OUT_SECONDS = 60
_SCALE_IN_SECONDS = 300


@dataclass(frozen=True)
class ScalingLimits:
    """Between what and by what a variant scales."""

    min_instances: int
    max_instances: int
    invocations_per_minute: int
    """Requests that one instance is to serve in a minute."""


@dataclass(frozen=True)
class Scaled:
    """A variant that scales."""

    name: str
    """What the names of its resources start with."""

    endpoint: aws.sagemaker.Endpoint
    endpoint_name: str
    variant: str
    limits: ScalingLimits
    machine: aws.ssm.Parameter
    parent: pulumi.ComponentResource


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


def registered(scaled: Scaled) -> aws.appautoscaling.Target:
    """Let the number of instances of a variant change."""
    variant = f"endpoint/{scaled.endpoint_name}/variant/{scaled.variant}"
    return aws.appautoscaling.Target(
        f"{scaled.name}-instances",
        service_namespace="sagemaker",
        # Taken through the parameter, so that the engine sees a replacement in its replacement.
        resource_id=scaled.machine.id.apply(lambda _: variant),
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        min_capacity=scaled.limits.min_instances,
        max_capacity=scaled.limits.max_instances,
        # The variant exists once the endpoint does, and is let go before the endpoint goes.
        opts=pulumi.ResourceOptions(parent=scaled.parent, depends_on=[scaled.endpoint]),
    )


def scale_by_invocations(scaled: Scaled, target: aws.appautoscaling.Target) -> None:
    """Scale by the number of invocations of each instance."""
    scaling = aws.appautoscaling
    metric = scaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs
    scaling.Policy(
        f"{scaled.name}-by-invocations",
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration=scaling.PolicyTargetTrackingScalingPolicyConfigurationArgs(
            target_value=scaled.limits.invocations_per_minute,
            predefined_metric_specification=metric(
                predefined_metric_type="SageMakerVariantInvocationsPerInstance"
            ),
            scale_out_cooldown=_SCALE_OUT_SECONDS,
            scale_in_cooldown=_SCALE_IN_SECONDS,
        ),
        opts=pulumi.ResourceOptions(parent=scaled.parent),
    )


def scale_by_backlog(
    scaled: Scaled, target: aws.appautoscaling.Target, backlog_per_instance: int
) -> None:
    """Scale by the number of requests that wait, and from zero when the first one does.

    SageMaker guide, "Autoscale an asynchronous endpoint".
    """
    child = pulumi.ResourceOptions(parent=scaled.parent)
    aws.appautoscaling.Policy(
        f"{scaled.name}-by-backlog",
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration={
            "target_value": backlog_per_instance,
            "customized_metric_specification": {
                "metric_name": "ApproximateBacklogSizePerInstance",
                "namespace": INVOCATIONS_NAMESPACE,
                "statistic": "Average",
                "dimensions": [{"name": "EndpointName", "value": scaled.endpoint_name}],
            },
            "scale_out_cooldown": _SCALE_OUT_SECONDS,
            "scale_in_cooldown": _SCALE_IN_SECONDS,
        },
        opts=child,
    )
    if scaled.limits.min_instances > 0:
        return
    # Without instances there is no backlog per instance, and tracking it starts none.
    first = aws.appautoscaling.Policy(
        f"{scaled.name}-from-zero",
        policy_type="StepScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        step_scaling_policy_configuration={
            "adjustment_type": "ChangeInCapacity",
            "metric_aggregation_type": "Average",
            "cooldown": _SCALE_IN_SECONDS,
            "step_adjustments": [{"metric_interval_lower_bound": "0", "scaling_adjustment": 1}],
        },
        opts=child,
    )
    aws.cloudwatch.MetricAlarm(
        f"{scaled.name}-waits-without-instances",
        alarm_description=f"{scaled.endpoint_name}: requests wait and no instance runs; starts one",
        namespace=INVOCATIONS_NAMESPACE,
        metric_name="HasBacklogWithoutCapacity",
        dimensions={"EndpointName": scaled.endpoint_name},
        statistic="Average",
        period=60,
        evaluation_periods=2,
        datapoints_to_alarm=2,
        threshold=1,
        comparison_operator="GreaterThanOrEqualToThreshold",
        treat_missing_data="missing",
        alarm_actions=[first.arn],
        opts=child,
    )


def scale_at_times(
    scaled: Scaled, target: aws.appautoscaling.Target, schedules: Mapping[str, ScheduleSettings]
) -> None:
    """Change the limits at set times."""
    for name, one in schedules.items():
        aws.appautoscaling.ScheduledAction(
            f"{scaled.name}-at-{name}",
            service_namespace=target.service_namespace,
            resource_id=target.resource_id,
            scalable_dimension=target.scalable_dimension,
            schedule=one["schedule"],
            timezone=one.get("timezone", DEFAULT_TIMEZONE),
            scalable_target_action={
                "min_capacity": one.get("min_instances"),
                "max_capacity": one.get("max_instances"),
            },
            opts=pulumi.ResourceOptions(parent=scaled.parent),
        )
