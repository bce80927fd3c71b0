"""Which variants of an endpoint scale, and by what."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.modes import DEFAULT_BACKLOG_PER_INSTANCE, Mode, mode_of
from components.parts.endpoint.provisioned import scale_warm_containers
from components.parts.endpoint.scaling import (
    Scaled,
    ScalingLimits,
    registered,
    scale_at_times,
    scale_by_backlog,
    scale_by_invocations,
    scaled_machine,
)
from components.parts.endpoint.settings import (
    DEFAULT_INSTANCE_TYPE,
    InferenceEndpointArgs,
    scaling_limits,
)

_SCALED_OTHERWISE = (Mode.SERVERLESS, Mode.INFERENCE_COMPONENTS)


def machines(
    name: str, args: InferenceEndpointArgs, parent: pulumi.ComponentResource
) -> Mapping[str, aws.ssm.Parameter]:
    """Declare what the scaling of each variant is tied to, by the name of the variant."""
    if mode_of(args) in _SCALED_OTHERWISE:
        return {}
    usual = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    path = f"{args['prefix']}/endpoints/{args['endpoint']}"
    further = args.get("variants", {})
    return {
        VARIANT: scaled_machine(name, path, usual, parent),
        **{
            variant: scaled_machine(
                f"{name}-{variant}", f"{path}/{variant}", one.get("instance_type", usual), parent
            )
            for variant, one in further.items()
        },
    }


def scale(
    name: str,
    args: InferenceEndpointArgs,
    endpoint: aws.sagemaker.Endpoint,
    tied: Mapping[str, aws.ssm.Parameter],
    parent: pulumi.ComponentResource,
) -> None:
    """Scale each variant that has room to, the endpoint's own also at set times.

    Where there are no instances, the containers scale that are kept warm.
    """
    endpoint_name = f"{args['prefix']}-{args['endpoint']}"
    if "serverless" in args:
        scale_warm_containers(name, endpoint_name, args["serverless"], endpoint, parent)
    if mode_of(args) in _SCALED_OTHERWISE:
        return
    limits, schedules = scaling_limits(args), args.get("schedules", {})
    own = Scaled(name, endpoint, endpoint_name, VARIANT, limits, tied[VARIANT], parent)
    if limits.max_instances > limits.min_instances or schedules:
        target = registered(own)
        if "asynchronous" in args:
            backlog = args["asynchronous"].get("backlog_per_instance", DEFAULT_BACKLOG_PER_INSTANCE)
            scale_by_backlog(own, target, backlog)
        else:
            scale_by_invocations(own, target)
        scale_at_times(own, target, schedules)
    for variant, one in args.get("variants", {}).items():
        least = one.get("min_instances", 1)
        most = one.get("max_instances", least)
        if most > least:
            between = ScalingLimits(least, most, limits.invocations_per_minute)
            further = Scaled(
                f"{name}-{variant}",
                endpoint,
                endpoint_name,
                variant,
                between,
                tied[variant],
                parent,
            )
            scale_by_invocations(further, registered(further))
