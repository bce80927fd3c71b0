"""A route to a peered VPC leads to the addresses that are needed."""

import ipaddress
from collections.abc import Iterator

from policies.props import Unusable
from policies.rule import Props, rule

_ROUTE = "aws:ec2/route:Route"
_TABLES = ("aws:ec2/defaultRouteTable:DefaultRouteTable", "aws:ec2/routeTable:RouteTable")
_SHORTEST = 16
"""Bits of the prefix: no VPC has a range larger than a /16."""


@rule(
    applies_to=(_ROUTE, *_TABLES),
    why="whoever is in the other network reaches all of this one",
    source="CIS AWS Foundations Benchmark 3.0.0, recommendation 5.5",
    remediation="route the range of the subnets that are to be reached",
)
def peering_routes_are_narrow(props: Props) -> Iterator[str]:
    """Routes to a peered VPC name ranges no larger than a VPC."""
    if props.resource.type == _ROUTE:
        yield from _problems(props, "destinationCidrBlock", "")
        return
    for index, route in enumerate(props.objects("routes")):
        yield from _problems(route, "cidrBlock", f"routes[{index}]: ")


def _problems(route: Props, key: str, where: str) -> Iterator[str]:
    if "vpcPeeringConnectionId" not in route or key not in route:
        return
    block = route.get(key, "")
    try:
        length = ipaddress.ip_network(block, strict=False).prefixlen
    except ValueError:
        raise Unusable(route.path(key), "a range of addresses", block) from None
    if length < _SHORTEST:
        yield f"{where}narrow the route to the peered VPC, got {block}"
