"""Models that share the instances of an endpoint, as resources."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_aws as aws

from components.parts.common.instance_types import has_local_disk
from components.parts.endpoint.alarms import AlarmNames, component_alarms, of_one
from components.parts.endpoint.component_settings import InferenceComponentSettings, copies
from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE, VARIANT
from components.parts.endpoint.scaling import scale_from_zero, track
from components.parts.endpoint.serving import Folders, ModelForm, capture_form
from components.parts.endpoint.settings import (
    DEFAULT_INSTANCE_TYPE,
    InferenceEndpointArgs,
    scaling_limits,
)

if TYPE_CHECKING:
    pass

_WAIT_SECONDS = 300


def shared_configuration(
    name: str,
    args: InferenceEndpointArgs,
    common: ModelForm,
    folders: Folders,
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare a configuration without a model, and return its name.

    The provider `aws` has neither the network nor the isolation of such a configuration.
    """
    # Takes 0.6 s, which only stacks with such an endpoint are to pay.
    import pulumi_aws_native as aws_native

    limits = scaling_limits(args)
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    network: Any = common.get("vpc_config")
    capture: Any = capture_form(args, folders)
    configuration = aws_native.sagemaker.EndpointConfig(
        f"{name}-config",
        execution_role_arn=common["execution_role_arn"],
        enable_network_isolation=common.get("enable_network_isolation"),
        vpc_config=network,
        kms_key_id=None if has_local_disk(instance_type) else args["kms_key_arn"],
        data_capture_config=capture,
        production_variants=[
            {
                "variant_name": VARIANT,
                "instance_type": instance_type,
                "initial_instance_count": max(1, limits.min_instances),
                "managed_instance_scaling": {
                    "status": "ENABLED",
                    "min_instance_count": limits.min_instances,
                    "max_instance_count": limits.max_instances,
                },
                "routing_config": {"routing_strategy": "LEAST_OUTSTANDING_REQUESTS"},
            }
        ],
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return configuration.endpoint_config_name.apply(str)


def declare_components(
    name: str,
    args: InferenceEndpointArgs,
    endpoint: aws.sagemaker.Endpoint,
    models: Mapping[str, pulumi.Output[str]],
    parent: pulumi.ComponentResource,
) -> AlarmNames:
    """Declare the components with their alarms and their scaling; return the alarms."""
    alarms = component_alarms(name, args, parent)
    found: AlarmNames = {}
    for component, settings in args.get("inference_components", {}).items():
        _component(
            f"{name}-{component}",
            f"{args['prefix']}-{args['endpoint']}-{component}",
            settings,
            endpoint,
            models[component],
            alarms[component],
            parent,
        )
        found |= of_one(component, alarms[component])
    return found


def _component(
    name: str,
    component_name: str,
    settings: InferenceComponentSettings,
    endpoint: aws.sagemaker.Endpoint,
    model: pulumi.Output[str],
    alarms: AlarmNames,
    parent: pulumi.ComponentResource,
) -> None:
    import pulumi_aws_native as aws_native

    limits = copies(settings)
    accelerators = settings.get("accelerators")
    batch: aws_native.sagemaker.InferenceComponentCapacitySizeArgsDict = {
        "type": aws_native.sagemaker.InferenceComponentCapacitySizeType.COPY_COUNT,
        "value": 1,
    }
    component = aws_native.sagemaker.InferenceComponent(
        f"{name}-component",
        inference_component_name=component_name,
        endpoint_name=endpoint.name,
        variant_name=VARIANT,
        specification={
            "model_name": model,
            "compute_resource_requirements": {
                "min_memory_required_in_mb": settings["memory_mb"],
                "number_of_cpu_cores_required": settings.get(
                    "cpu_cores", None if accelerators else 1
                ),
                "number_of_accelerator_devices_required": accelerators,
            },
        },
        runtime_config={"copy_count": max(1, limits.min_instances)},
        # A batch is at most half of the copies.
        deployment_config={
            "rolling_update_policy": {
                "maximum_batch_size": batch,
                "wait_interval_in_seconds": _WAIT_SECONDS,
            },
            "auto_rollback_configuration": {
                "alarms": [{"alarm_name": alarm} for alarm in alarms.values()]
            },
        }
        if limits.min_instances > 1
        else None,
        # Scaling decides how many copies there are.
        opts=pulumi.ResourceOptions(parent=parent, ignore_changes=["runtimeConfig"]),
    )
    if limits.max_instances == limits.min_instances:
        return
    target = aws.appautoscaling.Target(
        f"{name}-copies",
        service_namespace="sagemaker",
        resource_id=f"inference-component/{component_name}",
        scalable_dimension="sagemaker:inference-component:DesiredCopyCount",
        min_capacity=limits.min_instances,
        max_capacity=limits.max_instances,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[component]),
    )
    track(
        f"{name}-by-invocations",
        target,
        {
            "target_value": limits.invocations_per_minute,
            "predefined_metric_specification": {
                "predefined_metric_type": "SageMakerInferenceComponentInvocationsPerCopy"
            },
        },
        parent,
    )
    if limits.min_instances == 0:
        # SageMaker guide, "Scale an endpoint to zero instances".
        scale_from_zero(
            name,
            target,
            {
                "description": f"{component_name}: asked and no copy runs; starts one",
                "namespace": INVOCATIONS_NAMESPACE,
                "metric": "NoCapacityInvocationFailures",
                "statistic": "Sum",
                "dimensions": {"InferenceComponentName": component_name},
                "periods": 1,
            },
            parent,
        )
