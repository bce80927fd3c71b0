"""How the instances of a GPU queue start: metadata by session only, disks encrypted, tagged."""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from components.parts.gpu.settings import CapacityReservation, ReservationKind

_ROOT_DEVICE = "/dev/xvda"
"""Root device of the ECS-optimised images of Amazon Linux 2023, which holds images and scratch."""


def gpu_launch_template(
    name: str,
    *,
    kms_key_arn: pulumi.Input[str],
    root_volume_gib: int,
    tags: Mapping[str, str],
    parent: pulumi.ComponentResource,
    security_group_id: pulumi.Input[str],
    interface_types: Sequence[str] = (),
    reservation: CapacityReservation | None = None,
) -> aws.ec2.LaunchTemplate:
    """Declare the launch template; AWS Batch adds image, subnet and profile.

    `interface_types` are those of the machines' network cards, in the security group. Without any,
    Batch adds one and its group.
    """
    ebs = aws.ec2.LaunchTemplateBlockDeviceMappingEbsArgs(
        encrypted="true",
        kms_key_id=kms_key_arn,
        volume_type="gp3",
        volume_size=root_volume_gib,
        delete_on_termination="true",
    )
    return aws.ec2.LaunchTemplate(
        name,
        description="GPU instances of AWS Batch",
        update_default_version=True,
        block_device_mappings=[
            aws.ec2.LaunchTemplateBlockDeviceMappingArgs(device_name=_ROOT_DEVICE, ebs=ebs)
        ],
        metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(
            http_endpoint="enabled",
            http_tokens="required",
            # Jobs have a role of their own and no need for the metadata. One hop keeps it from
            # containers with a network of their own; those of Batch share the instance's, so that
            # the profile's rights are what limits them.
            http_put_response_hop_limit=1,
        ),
        network_interfaces=[
            aws.ec2.LaunchTemplateNetworkInterfaceArgs(
                network_card_index=card,
                # On each card but the first, number 0 stays free for it.
                device_index=min(card, 1),
                interface_type=kind,
                security_groups=[security_group_id],
                delete_on_termination="true",
            )
            for card, kind in enumerate(interface_types)
        ]
        or None,
        capacity_reservation_specification=_target(reservation),
        instance_market_options=_market(reservation),
        tag_specifications=[
            aws.ec2.LaunchTemplateTagSpecificationArgs(resource_type=kind, tags=tags)
            for kind in ("instance", "volume")
            if tags
        ],
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _target(
    reservation: CapacityReservation | None,
) -> aws.ec2.LaunchTemplateCapacityReservationSpecificationArgs | None:
    if reservation is None:
        return None
    target = aws.ec2.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs
    return aws.ec2.LaunchTemplateCapacityReservationSpecificationArgs(
        capacity_reservation_target=target(
            capacity_reservation_id=reservation["capacity_reservation_id"]
        )
    )


def _market(
    reservation: CapacityReservation | None,
) -> aws.ec2.LaunchTemplateInstanceMarketOptionsArgs | None:
    """A block is a market of its own (EC2 User Guide, "Launch instances using Capacity Blocks")."""
    if reservation is None:
        return None
    kind = reservation.get("kind", ReservationKind.CAPACITY_BLOCK)
    if kind != ReservationKind.CAPACITY_BLOCK:
        return None
    return aws.ec2.LaunchTemplateInstanceMarketOptionsArgs(market_type="capacity-block")
