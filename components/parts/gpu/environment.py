"""A compute environment of a GPU queue: what it starts, where, and how it changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

_IMAGE_TYPE = "ECS_AL2023_NVIDIA"
"""AWS ended support for GPU images of Amazon Linux 2 in June 2026."""

_UPDATE_MINUTES = 360
"""How long running jobs may go on while their instances are being replaced; the most that the
provider takes."""

_WAIT = pulumi.CustomTimeouts(update=f"{_UPDATE_MINUTES + 60}m", delete="60m")
"""An environment is `UPDATING` until its last old instance is gone; the provider alone waits 20
minutes, for that and for a deletion, and then fails."""


@dataclass(frozen=True)
class Machines:
    """What an environment starts, and where."""

    instance_types: Sequence[str]
    max_vcpus: int
    subnet_ids: pulumi.Input[list[str]]
    template: aws.ec2.LaunchTemplate

    security_group_ids: Sequence[pulumi.Input[str]]
    """Empty where the template has network interfaces, each with groups of its own: Batch refuses
    both."""

    placement_group: pulumi.Input[str] | None = None
    """Group of machines that stand close together. None: AWS places them anywhere."""


def compute_environment(
    name: str,
    purchase: str,
    strategy: str,
    machines: Machines,
    *,
    profile_arn: pulumi.Input[str],
    after: Sequence[pulumi.Resource],
    parent: pulumi.ComponentResource,
) -> aws.batch.ComputeEnvironment:
    """Declare one environment.

    Without a service role, Batch uses its service-linked one. With that and these strategies,
    changes update the environment in place (Batch guide, "Update a compute environment").
    """
    return aws.batch.ComputeEnvironment(
        name,
        type="MANAGED",
        state="ENABLED",
        compute_resources=aws.batch.ComputeEnvironmentComputeResourcesArgs(
            type=purchase,
            allocation_strategy=strategy,
            min_vcpus=0,
            max_vcpus=machines.max_vcpus,
            instance_types=list(machines.instance_types),
            instance_role=profile_arn,
            subnets=machines.subnet_ids,
            security_group_ids=list(machines.security_group_ids) or None,
            placement_group=machines.placement_group,
            ec2_configurations=[
                aws.batch.ComputeEnvironmentComputeResourcesEc2ConfigurationArgs(
                    image_type=_IMAGE_TYPE
                )
            ],
            launch_template=aws.batch.ComputeEnvironmentComputeResourcesLaunchTemplateArgs(
                launch_template_id=machines.template.id,
                # A number, so that a new version is seen as a change; $Latest never is.
                version=machines.template.latest_version.apply(str),
            ),
        ),
        update_policy=aws.batch.ComputeEnvironmentUpdatePolicyArgs(
            job_execution_timeout_minutes=_UPDATE_MINUTES, terminate_jobs_on_update=False
        ),
        opts=pulumi.ResourceOptions(
            parent=parent,
            depends_on=after,
            # Batch sets it as work comes and goes.
            ignore_changes=["computeResources.desiredVcpus"],
            custom_timeouts=_WAIT,
        ),
    )
