"""The VPC, its subnets and the ways out of it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.parts.network.addresses import SLOTS, slot_addresses
from components.parts.network.settings import Nat

_WITHOUT_ENDPOINTS = ("cac1-az3", "use1-az3", "usw1-az2", "apne1-az3")
"""Old zones, by id, where many instance types and interface endpoints do not exist."""

ANYWHERE = "0.0.0.0/0"


@dataclass(frozen=True)
class Zone:
    """What exists in one availability zone."""

    subnet: aws.ec2.Subnet
    route_table: aws.ec2.RouteTable


def declare_vpc(name: str, cidr: str, parent: pulumi.Resource) -> aws.ec2.Vpc:
    """Declare the VPC, with a default security group that lets nothing pass."""
    child = pulumi.ResourceOptions(parent=parent)
    vpc = aws.ec2.Vpc(
        f"{name}-vpc",
        cidr_block=cidr,
        # Interface endpoints are found by the public names of the services.
        enable_dns_hostnames=True,
        enable_dns_support=True,
        tags={"Name": name},
        opts=child,
    )
    # AWS makes this group with the VPC; without rules nothing works by accident.
    aws.ec2.DefaultSecurityGroup(f"{name}-default-group", vpc_id=vpc.id, opts=child)
    return vpc


def declare_zones(
    name: str,
    vpc: aws.ec2.Vpc,
    cidr: str,
    count: int,
    named: list[str] | None,
    parent: pulumi.Resource,
) -> dict[str, Zone]:
    """Declare a private subnet with its own route table in each of the first `count` slots."""
    child = pulumi.ResourceOptions(parent=parent)
    # A zone that AWS adds or suspends must not move the subnets that are there.
    chosen_once = pulumi.ResourceOptions(parent=parent, ignore_changes=["availability_zone"])
    found = _zone_names(count, parent) if named is None else pulumi.Output.from_input(named)
    zones = dict[str, Zone]()
    for index, slot in enumerate(SLOTS[:count]):
        subnet = aws.ec2.Subnet(
            f"{name}-private-{slot}",
            vpc_id=vpc.id,
            cidr_block=slot_addresses(cidr)[slot].private,
            availability_zone=found[index],
            map_public_ip_on_launch=False,
            tags={"Name": f"{name}-private-{slot}"},
            opts=chosen_once if named is None else child,
        )
        table = aws.ec2.RouteTable(
            f"{name}-private-{slot}-routes",
            vpc_id=vpc.id,
            tags={"Name": f"{name}-private-{slot}"},
            opts=child,
        )
        aws.ec2.RouteTableAssociation(
            f"{name}-private-{slot}-association",
            subnet_id=subnet.id,
            route_table_id=table.id,
            opts=child,
        )
        zones[slot] = Zone(subnet, table)
    return zones


def declare_nat(
    name: str,
    vpc: aws.ec2.Vpc,
    cidr: str,
    zones: dict[str, Zone],
    nat: Nat,
    parent: pulumi.Resource,
) -> None:
    """Declare public subnets with NAT gateways, and route the private subnets through them."""
    child = pulumi.ResourceOptions(parent=parent)
    gateway = aws.ec2.InternetGateway(
        f"{name}-internet", vpc_id=vpc.id, tags={"Name": name}, opts=child
    )
    table = aws.ec2.RouteTable(
        f"{name}-public-routes", vpc_id=vpc.id, tags={"Name": f"{name}-public"}, opts=child
    )
    aws.ec2.Route(
        f"{name}-public-to-internet",
        route_table_id=table.id,
        destination_cidr_block=ANYWHERE,
        gateway_id=gateway.id,
        opts=child,
    )
    gateways = dict[str, aws.ec2.NatGateway]()
    for slot in zones if nat is Nat.PER_ZONE else SLOTS[:1]:
        subnet = aws.ec2.Subnet(
            f"{name}-public-{slot}",
            vpc_id=vpc.id,
            cidr_block=slot_addresses(cidr)[slot].public,
            availability_zone=zones[slot].subnet.availability_zone,
            map_public_ip_on_launch=False,
            tags={"Name": f"{name}-public-{slot}"},
            opts=child,
        )
        aws.ec2.RouteTableAssociation(
            f"{name}-public-{slot}-association",
            subnet_id=subnet.id,
            route_table_id=table.id,
            opts=child,
        )
        # A NAT gateway without an attached internet gateway fails to start.
        attached = pulumi.ResourceOptions(parent=parent, depends_on=[gateway])
        address = aws.ec2.Eip(
            f"{name}-nat-{slot}-address", domain="vpc", tags={"Name": name}, opts=attached
        )
        gateways[slot] = aws.ec2.NatGateway(
            f"{name}-nat-{slot}",
            allocation_id=address.id,
            subnet_id=subnet.id,
            tags={"Name": f"{name}-{slot}"},
            opts=attached,
        )
    for slot, zone in zones.items():
        aws.ec2.Route(
            f"{name}-private-{slot}-to-internet",
            route_table_id=zone.route_table.id,
            destination_cidr_block=ANYWHERE,
            nat_gateway_id=gateways.get(slot, gateways[SLOTS[0]]).id,
            opts=child,
        )


def _zone_names(count: int, parent: pulumi.Resource) -> pulumi.Output[list[str]]:
    """Names of the region's first availability zones; local zones are not among them."""
    found = aws.get_availability_zones_output(
        state="available",
        exclude_zone_ids=list(_WITHOUT_ENDPOINTS),
        filters=[
            aws.GetAvailabilityZonesFilterArgs(name="opt-in-status", values=["opt-in-not-required"])
        ],
        opts=pulumi.InvokeOutputOptions(parent=parent),
    )
    return found.names.apply(lambda names: _first(count, names))


def _first(count: int, names: list[str]) -> list[str]:
    if len(names) < count:
        raise pulumi.RunError(
            f"network.zones: must be at most {len(names)}, the usable zones of the region, "
            f"got {count}\n  name others with availability_zones if you know that they work"
        )
    return sorted(names)[:count]
