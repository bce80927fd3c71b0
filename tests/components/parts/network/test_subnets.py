import ipaddress
from typing import Any, cast

import pytest

from components.network import Nat, Network
from plan.plan import Plan
from plan.recorder import Account, record
from tests.components.network_support import VPC, args_with, by_name, plan_with
from tests.components.support import only

SUBNET = "aws:ec2/subnet:Subnet"
ROUTE = "aws:ec2/route:Route"
NAT = "aws:ec2/natGateway:NatGateway"


def cidrs(plan: Plan) -> dict[str, str]:
    return {name: subnet.inputs["cidrBlock"] for name, subnet in by_name(plan, SUBNET).items()}


def test_two_zones_and_one_nat_by_default():
    plan = plan_with()
    assert set(cidrs(plan)) == {"private-a", "private-b", "public-a"}
    assert set(by_name(plan, NAT)) == {"nat-a"}
    assert only(plan, VPC).inputs["cidrBlock"] == "10.0.0.0/16"


def test_no_subnet_gives_out_public_addresses():
    plan = plan_with(zones=3, nat="per-zone")
    assert [s.inputs["mapPublicIpOnLaunch"] for s in plan.of_type(SUBNET)] == [False] * 6


def test_subnets_never_overlap_and_lie_inside_the_vpc():
    for cidr in ("10.0.0.0/16", "192.168.4.0/24"):
        found = [
            ipaddress.ip_network(c)
            for c in cidrs(plan_with(cidr=cidr, zones=3, nat="per-zone")).values()
        ]
        assert all(n.subnet_of(cast(Any, ipaddress.ip_network(cidr))) for n in found)
        assert not any(a.overlaps(b) for i, a in enumerate(found) for b in found[:i])


def test_adding_a_zone_or_a_nat_moves_no_subnet():
    small, large = cidrs(plan_with(nat="none")), cidrs(plan_with(zones=3, nat="per-zone"))
    assert small.items() <= large.items()
    one, many = ({r.urn for r in plan_with(**c)} for c in ({}, {"zones": 3, "nat": "per-zone"}))
    assert one <= many


def test_zones_are_chosen_by_name_and_not_by_the_order_of_the_answer():
    account = Account(availability_zones=("eu-west-1c", "eu-west-1b", "eu-west-1a"))
    plan = record(lambda: Network("net", args_with()), stack_name="s", account=account)
    zones = {n: s.inputs["availabilityZone"] for n, s in by_name(plan, SUBNET).items()}
    assert zones == {
        "private-a": "eu-west-1a",
        "private-b": "eu-west-1b",
        "public-a": "eu-west-1a",
    }


def test_named_zones_are_used_in_the_order_given():
    plan = plan_with(availability_zones=["eu-west-1c", "eu-west-1a"], nat=Nat.NONE)
    zones = {n: s.inputs["availabilityZone"] for n, s in by_name(plan, SUBNET).items()}
    assert zones == {"private-a": "eu-west-1c", "private-b": "eu-west-1a"}


def test_a_region_with_too_few_zones_is_named_with_the_way_out():
    account = Account(availability_zones=("eu-west-1a", "eu-west-1b"))
    with pytest.raises(Exception, match=r"network\.zones: must be at most 2"):
        record(lambda: Network("net", args_with(zones=3)), stack_name="s", account=account)


def test_one_nat_serves_all_zones_and_a_nat_for_each_zone_serves_its_own():
    def gateways(plan: Plan) -> list[str]:
        routes = by_name(plan, ROUTE)
        return [
            routes[f"private-{slot}-to-internet"].inputs["natGatewayId"]
            for slot in "abc"
            if f"private-{slot}-to-internet" in routes
        ]

    assert gateways(plan_with()) == ["<<net-nat-a#id>>"] * 2
    assert gateways(plan_with(zones=3, nat="per-zone")) == [
        "<<net-nat-a#id>>",
        "<<net-nat-b#id>>",
        "<<net-nat-c#id>>",
    ]


def test_without_nat_nothing_leads_to_the_internet():
    plan = plan_with(nat="none")
    assert plan.of_type(ROUTE) == plan.of_type(NAT) == ()
    assert plan.of_type("aws:ec2/internetGateway:InternetGateway") == ()
    assert only(plan, "stepwell:index:Network").outputs["internet_egress"] is False


def test_the_default_security_group_lets_nothing_pass():
    group = only(plan_with(), "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert not {"ingress", "egress"} & set(group.inputs)
