"""Rules of EC2's networks."""

import ipaddress
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


def _out_of_range(block: Any) -> bool:
    try:
        return not 16 <= ipaddress.ip_network(block, strict=False).prefixlen <= 28
    except ValueError:
        return False


@rule("ec2", "CreateVpc", at="CidrBlock", code="InvalidVpc.Range")
def size_of_a_vpc(params: Params) -> str | None:
    """Amazon VPC User Guide, "VPC CIDR blocks": between /16 and /28."""
    block = params.get("CidrBlock")
    return f"The CIDR '{block}' is invalid." if _out_of_range(block) else None


@rule("ec2", "CreateSubnet", at="CidrBlock", code="InvalidSubnet.Range")
def size_of_a_subnet(params: Params) -> str | None:
    """Amazon VPC User Guide, "Subnet CIDR blocks": between /16 and /28."""
    block = params.get("CidrBlock")
    return f"The CIDR '{block}' is invalid." if _out_of_range(block) else None


@rule("ec2", "CreateNatGateway", at="AllocationId", code="InvalidParameter")
def address_of_a_gateway(params: Params) -> str | None:
    """CreateNatGateway, `AllocationId`: for public ones, which need it unless AWS finds them."""
    private = params.get("ConnectivityType") == "private"
    if private and "AllocationId" in params:
        return "You cannot specify an Elastic IP address with a private NAT gateway."
    regional = params.get("AvailabilityMode") == "regional"
    if not private and not regional and "AllocationId" not in params:
        return "The request must contain the parameter AllocationId"
    return None


@rule(
    "ec2",
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    at="IpPermissions[0].FromPort",
    code="InvalidParameterValue",
)
def ports_in_order(params: Params) -> str | None:
    """AuthorizeSecurityGroupIngress, `FromPort` and `ToPort`."""
    for permission in params.get("IpPermissions") or []:
        protocol = str(permission["IpProtocol"]).lower()
        ports = (permission.get("FromPort"), permission.get("ToPort"))
        if protocol in ("icmp", "1") and any(not -1 <= (port or 0) <= 255 for port in ports):
            return f"ICMP code ({ports[0]}, {ports[1]}) is invalid"
        if protocol not in ("tcp", "udp", "6", "17"):
            continue
        if None in ports:
            return (
                f"Invalid value for portRange. Must specify both from and to ports with {protocol}."
            )
        if ports[0] > ports[1] or not -1 <= ports[0] <= ports[1] <= 65535:
            return f"Invalid {protocol.upper()} port range ({ports[0]}, {ports[1]})"
    return None


@account_rule("ec2", "DeleteSubnet", code="DependencyViolation")
def subnet_in_use(context: "Context") -> str | None:
    """A subnet stays while a network interface, NAT gateway or endpoint is in it."""
    subnet, ec2 = context.params["SubnetId"], context.backend()
    gateways = (n for n in ec2.nat_gateways.values() if n.state != "deleted")
    used = (
        any(interface.subnet.id == subnet for interface in ec2.enis.values())
        or any(gateway.subnet_id == subnet for gateway in gateways)
        or any(subnet in (e.subnet_ids or []) for e in ec2.vpc_end_points.values())
    )
    return f"The subnet '{subnet}' has dependencies and cannot be deleted." if used else None


@account_rule("ec2", "DeleteSecurityGroup", code="DependencyViolation")
def group_in_use(context: "Context") -> str | None:
    """A security group stays while an interface, an endpoint or another group's rule uses it."""
    group = context.params.get("GroupId")
    if group and any(True for _ in _uses_of_group(context.backend(), group)):
        return f"resource {group} has a dependent object"
    return None


def _uses_of_group(ec2: Any, group: str) -> Iterator[str]:
    for interface in ec2.enis.values():
        if any(used.id == group for used in interface.group_set):
            yield interface.id
    for endpoint in ec2.vpc_end_points.values():
        if group in (endpoint.security_group_ids or []):
            yield endpoint.id
    for other in (g for groups in ec2.groups.values() for g in groups.values()):
        for rule_ in (*other.ingress_rules, *other.egress_rules):
            if other.id != group and rule_.source_group.get("GroupId") == group:
                yield other.id


@account_rule("ec2", "ReleaseAddress", code="InvalidIPAddress.InUse")
def address_in_use(context: "Context") -> str | None:
    """An address stays while a gateway, an interface or an instance has it."""
    given = context.params.get("AllocationId")
    for address in context.backend().addresses:
        if address.allocation_id == given and address.association_id:
            return f"Address {address.public_ip} is in use."
    return None
