from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from components.network import Nat, Network
from tests.components.network_support import EXISTING, VPC, args_with, plan_with, problems_of
from tests.components.support import only


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
