from typing import Any

import pytest

from components.network import Nat
from tests.components.network_support import EXISTING, problems_of


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
