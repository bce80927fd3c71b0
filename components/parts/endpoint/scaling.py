"""Autoscaling of an inference endpoint: as many instances as its requests need, or as are set."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.parts.common.time_zones import DEFAULT_TIME_ZONE
from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE
from components.parts.endpoint.schedules import ScheduleSettings

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


def track(
    name: str,
    target: aws.appautoscaling.Target,
    metric: aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationArgsDict,
    parent: pulumi.ComponentResource,
) -> None:
    """Keep a metric at a value by adding and removing."""
    aws.appautoscaling.Policy(
        name,
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration={
            **metric,
            "scale_out_cooldown": _SCALE_OUT_SECONDS,
            "scale_in_cooldown": _SCALE_IN_SECONDS,
        },
        opts=pulumi.ResourceOptions(parent=parent),
    )


class Demand(TypedDict):
    """What shows that something is asked of nothing."""

    description: str
    namespace: str
    metric: str
    statistic: str
    dimensions: dict[str, str]
    periods: int


def scale_from_zero(
    name: str, target: aws.appautoscaling.Target, demand: Demand, parent: pulumi.ComponentResource
) -> None:
    """Start the first one: what is tracked for each one says nothing where there is none."""
    child = pulumi.ResourceOptions(parent=parent)
    first = aws.appautoscaling.Policy(
        f"{name}-from-zero",
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
        f"{name}-waits-without-instances",
        alarm_description=demand["description"],
        namespace=demand["namespace"],
        metric_name=demand["metric"],
        dimensions=demand["dimensions"],
        statistic=demand["statistic"],
        period=60,
        evaluation_periods=demand["periods"],
        datapoints_to_alarm=demand["periods"],
        threshold=1,
        comparison_operator="GreaterThanOrEqualToThreshold",
        treat_missing_data="missing",
        alarm_actions=[first.arn],
        opts=child,
    )


def scale_by_invocations(scaled: Scaled, target: aws.appautoscaling.Target) -> None:
    """Scale by the number of invocations of each instance."""
    track(
        f"{scaled.name}-by-invocations",
        target,
        {
            "target_value": scaled.limits.invocations_per_minute,
            "predefined_metric_specification": {
                "predefined_metric_type": "SageMakerVariantInvocationsPerInstance"
            },
        },
        scaled.parent,
    )


def scale_by_backlog(
    scaled: Scaled, target: aws.appautoscaling.Target, backlog_per_instance: int
) -> None:
    """Scale by the number of requests that wait, and from zero when the first one does.

    SageMaker guide, "Autoscale an asynchronous endpoint".
    """
    of_endpoint = {"EndpointName": scaled.endpoint_name}
    track(
        f"{scaled.name}-by-backlog",
        target,
        {
            "target_value": backlog_per_instance,
            "customized_metric_specification": {
                "metric_name": "ApproximateBacklogSizePerInstance",
                "namespace": INVOCATIONS_NAMESPACE,
                "statistic": "Average",
                "dimensions": [{"name": "EndpointName", "value": scaled.endpoint_name}],
            },
        },
        scaled.parent,
    )
    if scaled.limits.min_instances == 0:
        scale_from_zero(
            scaled.name,
            target,
            {
                "description": f"{scaled.endpoint_name}: requests wait and no instance runs; "
                "starts one",
                "namespace": INVOCATIONS_NAMESPACE,
                "metric": "HasBacklogWithoutCapacity",
                "statistic": "Average",
                "dimensions": of_endpoint,
                "periods": 2,
            },
            scaled.parent,
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
            timezone=one.get("timezone", DEFAULT_TIME_ZONE),
            scalable_target_action={
                "min_capacity": one.get("min_instances"),
                "max_capacity": one.get("max_instances"),
            },
            opts=pulumi.ResourceOptions(parent=scaled.parent),
        )
