import ipaddress
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.errors import InputError
from components.network import Nat, Network, NetworkArgs
from plan.plan import Plan, Resource
from plan.recorder import Account, record
from tests.components.support import declare, only, statements

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
ROUTE = "aws:ec2/route:Route"
NAT = "aws:ec2/natGateway:NatGateway"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EXISTING: dict[str, Any] = {
    "vpc_id": "vpc-1",
    "cidr": "10.8.0.0/16",
    "private_subnet_ids": ["subnet-1", "subnet-2"],
}


def args_with(**more: Any) -> NetworkArgs:
    return cast(NetworkArgs, {"kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/1", **more})


def plan_with(**more: Any) -> Plan:
    return declare(lambda: Network("net", args_with(**more)))


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return str(error.value).splitlines()


def by_name(plan: Plan, type_token: str) -> dict[str, Resource]:
    return {r.name.removeprefix("net-"): r for r in plan.of_type(type_token)}


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


def test_without_nat_aws_is_reached_through_endpoints_under_its_public_names():
    endpoints = by_name(plan_with(nat="none"), ENDPOINT)
    names = {e.inputs["serviceName"] for e in endpoints.values()}
    assert {
        "com.amazonaws.eu-west-1.s3",
        "com.amazonaws.eu-west-1.sagemaker.api",
        "com.amazonaws.eu-west-1.sagemaker.runtime",
        "com.amazonaws.eu-west-1.ecr.dkr",
        "com.amazonaws.eu-west-1.logs",
        "com.amazonaws.eu-west-1.sts",
        "aws.sagemaker.eu-west-1.studio",
        "aws.sagemaker.eu-west-1.experiments",
    } <= names
    interfaces = [e for e in endpoints.values() if e.inputs["vpcEndpointType"] == "Interface"]
    assert all(e.inputs["privateDnsEnabled"] for e in interfaces)
    assert all(
        e.inputs["subnetIds"] == ["<<net-private-a#id>>", "<<net-private-b#id>>"]
        for e in interfaces
    )


def test_with_nat_only_the_free_s3_endpoint_and_what_a_team_asks_for():
    assert set(by_name(plan_with(), ENDPOINT)) == {"s3"}
    plan = plan_with(interface_endpoints=["kms"], dynamodb_endpoint=True)
    assert set(by_name(plan, ENDPOINT)) == {"s3", "dynamodb", "kms"}


def test_without_nat_a_team_adds_endpoints_to_those_needed():
    more = set(by_name(plan_with(nat="none", interface_endpoints=["bedrock-runtime"]), ENDPOINT))
    assert more - set(by_name(plan_with(nat="none"), ENDPOINT)) == {"bedrock-runtime"}


def test_without_nat_a_team_does_without_endpoints_that_its_region_lacks():
    fewer = set(by_name(plan_with(nat="none", omitted_endpoints=["experiments"]), ENDPOINT))
    assert set(by_name(plan_with(nat="none"), ENDPOINT)) - fewer == {"experiments"}


def test_endpoints_take_https_from_the_vpc_alone():
    rule = only(plan_with(nat="none"), IN).inputs
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.0.0.0/16", 443, 443)


def test_every_endpoint_that_takes_a_policy_admits_this_account_only():
    for part, endpoint in by_name(plan_with(nat="none", dynamodb_endpoint=True), ENDPOINT).items():
        if part in ("ecs-agent", "ecs-telemetry"):
            continue
        for statement in statements(endpoint.inputs["policy"]):
            if statement["Sid"] != "BucketsOfAws":
                assert "000000000000" in str(statement), (endpoint.name, statement["Sid"])


def test_an_endpoint_gets_no_policy_where_aws_would_refuse_one():
    endpoints = by_name(plan_with(nat="none", interface_endpoints=["eks"]), ENDPOINT)
    for part in ("eks", "ecs-agent", "ecs-telemetry"):
        assert "policy" not in endpoints[part].inputs, part


def test_s3_is_written_in_this_account_only_and_image_layers_of_ecr_can_be_read():
    policy = statements(only(plan_with(), ENDPOINT).inputs["policy"])
    own, others, aws_owned = policy
    assert own["Condition"]["StringEquals"]["aws:ResourceAccount"] == "000000000000"
    assert not any("Put" in action or action == "*" for action in others["Action"])
    assert "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*" in aws_owned["Resource"]
    assert aws_owned["Action"] == "s3:GetObject"


def test_the_default_security_group_lets_nothing_pass():
    group = only(plan_with(), "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert not {"ingress", "egress"} & set(group.inputs)


def test_all_traffic_is_recorded_encrypted_and_kept_for_the_days_chosen():
    plan = plan_with(flow_log_retention_days=365)
    group = only(plan, "aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["retentionInDays"], group["kmsKeyId"]) == (365, args_with()["kms_key_arn"])
    flow_log = only(plan, "aws:ec2/flowLog:FlowLog").inputs
    assert flow_log["trafficType"] == "ALL"


def test_the_role_of_the_flow_logs_is_bounded_and_writes_to_its_group_only():
    plan = plan_with(permissions_boundary_arn="arn:aws:iam::000000000000:policy/b")
    role = only(plan, "aws:iam/role:Role").inputs
    assert role["permissionsBoundary"] == "arn:aws:iam::000000000000:policy/b"
    assert "aws:SourceAccount" in role["assumeRolePolicy"]
    write, find = statements(only(plan, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    assert write["Resource"] == ["<<net-flow-logs#arn>>", "<<net-flow-logs#arn>>:*"]
    assert find["Action"] == "logs:DescribeLogGroups"


def test_adopts_a_vpc_and_creates_nothing():
    plan = plan_with(
        adopt={
            **EXISTING,
            "s3_endpoint_id": "vpce-1",
            "s3_prefix_list_id": "pl-1",
            "internet_egress": True,
        }
    )
    assert [r.type for r in plan if r.custom] == []
    assert only(plan, "stepwell:index:Network").outputs == {
        "internet_egress": True,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.8.0.0/16",
        "private_subnet_ids": ["subnet-1", "subnet-2"],
        "s3_endpoint_id": "vpce-1",
        "s3_prefix_list_id": "pl-1",
    }


def test_an_adopted_vpc_is_taken_to_have_no_internet_and_no_s3_endpoint():
    outputs = only(plan_with(adopt=EXISTING), "stepwell:index:Network").outputs
    assert outputs["internet_egress"] is False
    assert outputs.get("s3_endpoint_id") is outputs.get("s3_prefix_list_id") is None


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"cidr": "10.0.0.0/15"}, ["network.cidr: must be /16 to /24, got /15"]),
        ({"cidr": "10.0.0.0/25"}, ["network.cidr: must be /16 to /24, got /25"]),
        (
            {"cidr": "8.8.0.0/16"},
            ["network.cidr: must be a private range such as 10.0.0.0/16, got '8.8.0.0/16'"],
        ),
        (
            {"cidr": "172.17.0.0/20"},
            [
                "network.cidr: must not overlap 172.17.0.0/16, used by notebooks, "
                "got '172.17.0.0/20'"
            ],
        ),
        (
            {"cidr": "10.0.3.0/16"},
            ["network.cidr: must be written as the range 10.0.0.0/16, got '10.0.3.0/16'"],
        ),
        (
            {"cidr": "10.0.0.0/255.255.0.0"},
            ["network.cidr: must be written as the range 10.0.0.0/16, got '10.0.0.0/255.255.0.0'"],
        ),
        (
            {"cidr": "ten"},
            ["network.cidr: must be an IPv4 range like 10.0.0.0/16, got 'ten'"],
        ),
        (
            {"reserved_cidrs": ["10.0.128.0/20", "10.1.0.0/16"]},
            ["network.cidr: must not overlap reserved_cidrs[0] 10.0.128.0/20, got '10.0.0.0/16'"],
        ),
        ({"zones": 1}, ["network.zones: must be 2 or 3 availability zones, got 1"]),
        ({"zones": 4}, ["network.zones: must be 2 or 3 availability zones, got 4"]),
        (
            {"zones": 3, "availability_zones": ["eu-west-1a", "eu-west-1a"]},
            [
                "network.availability_zones: must name 3 zones as zones says, "
                "got ['eu-west-1a', 'eu-west-1a']",
                "network.availability_zones[1]: must be listed once, got 'eu-west-1a' again",
            ],
        ),
        (
            {"availability_zones": ["a", "eu-west-1a"]},
            ["network.availability_zones[0]: must be a zone name like eu-west-1a, got 'a'"],
        ),
        ({"nat": "maybe"}, ["network.nat: must be none, single or per-zone, got 'maybe'"]),
        (
            {"interface_endpoints": ["s3", "KMS", "sts", "sts"]},
            [
                "network.interface_endpoints[0]: must be left out, it has a gateway endpoint, "
                "got 's3'",
                "network.interface_endpoints[1]: must be a service like kms or ecr.api, got 'KMS'",
                "network.interface_endpoints[3]: must be listed once, got 'sts' again",
            ],
        ),
        (
            {"omitted_endpoints": ["batch"]},
            ["network.omitted_endpoints: must be left out unless nat is none, got ['batch']"],
        ),
        (
            {"nat": "none", "omitted_endpoints": ["kms"], "interface_endpoints": ["kms"]},
            ["network.omitted_endpoints[0]: must not be in interface_endpoints too, got 'kms'"],
        ),
        (
            {"adopt": {**EXISTING, "private_subnet_ids": ["subnet-1"]}},
            [
                "network.adopt.private_subnet_ids: must name at least 2 subnets in different "
                "zones, got 1"
            ],
        ),
        (
            {"adopt": {**EXISTING, "private_subnet_ids": ["subnet-1", "subnet-1"]}},
            ["network.adopt.private_subnet_ids[1]: must be listed once, got 'subnet-1' again"],
        ),
        (
            {
                "adopt": {
                    **EXISTING,
                    "vpc_id": "main",
                    "cidr": "all",
                    "s3_endpoint_id": "s3",
                    "s3_prefix_list_id": "s3",
                }
            },
            [
                "network.adopt.vpc_id: must be a VPC id, got 'main'",
                "network.adopt.cidr: must be an IPv4 range like 10.0.0.0/16, got 'all'",
                "network.adopt.s3_endpoint_id: must be a VPC endpoint id, got 's3'",
                "network.adopt.s3_prefix_list_id: must be a prefix list id, got 's3'",
            ],
        ),
        (
            {"adopt": EXISTING, "nat": Nat.NONE, "cidr": "10.0.0.0/16"},
            [
                "network.cidr: must be left out when adopt names a VPC, got '10.0.0.0/16'",
                "network.nat: must be left out when adopt names a VPC, got 'none'",
            ],
        ),
    ],
)
def test_rejects_contradictions(chosen: dict[str, Any], expected: list[str]):
    assert problems_of(**chosen) == expected


def test_rejects_a_retention_that_cloudwatch_refuses():
    (problem,) = problems_of(flow_log_retention_days=45)
    assert problem.startswith("network.flow_log_retention_days: must be one of 1, 3, 5,")


def test_omits_only_endpoints_that_would_be_there():
    (problem,) = problems_of(nat="none", omitted_endpoints=["s3"])
    assert problem.startswith("network.omitted_endpoints[0]: must be one of athena, batch,")
    assert problem.endswith("got 's3'")


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "cidr": st.ip_addresses(v=4, network="10.0.0.0/8").map(lambda ip: f"{ip}/20")
            | st.sampled_from(["10.3.0.0/16", "192.168.1.0/24", "10.0.0.0", "", "::/0"]),
            "reserved_cidrs": st.lists(st.sampled_from(["10.3.64.0/18", "172.16.0.0/12", "x/y"])),
            "zones": st.integers(0, 4),
            "availability_zones": st.lists(st.sampled_from(["eu-west-1a", "eu-west-1b", "?"])),
            "nat": st.sampled_from([*Nat, "per-zone", "always"]),
            "interface_endpoints": st.lists(st.sampled_from(["kms", "s3", "a b", "studio"])),
            "omitted_endpoints": st.lists(st.sampled_from(["kms", "studio", "s3"])),
            "flow_log_retention_days": st.integers(-1, 8),
        },
    )
)
def test_any_settings_make_a_network_or_a_list_of_problems(chosen: dict[str, Any]):
    if list(Network.problems(args_with(**chosen))):
        assert problems_of(**chosen)
    else:
        assert len(plan_with(**chosen).of_type(VPC)) == 1
