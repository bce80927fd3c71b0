from typing import Any

import pytest
from moto.ec2.models.instance_types import INSTANCE_TYPES

from components.parts.common.efa_interfaces import efa_interfaces, interface_types
from components.parts.common.instance_types import ACCELERATED

DESCRIBED: dict[str, Any] = INSTANCE_TYPES
"""What `DescribeInstanceTypes` says, as moto has recorded it."""

TYPES = sorted(name for name in DESCRIBED if name.split(".")[0] in ACCELERATED)


@pytest.mark.parametrize("name", TYPES)
def test_types_have_the_interfaces_that_ec2_says(name):
    network = DESCRIBED[name]["NetworkInfo"]
    most = network.get("EfaInfo", {}).get("MaximumEfaInterfaces", 0)
    assert efa_interfaces(name) == most
    if most:
        assert len(interface_types(name)) == network["MaximumNetworkCards"]


def test_only_the_first_card_carries_ip_traffic():
    assert interface_types("g5.12xlarge") == ["efa"]
    assert interface_types("p4d.24xlarge") == ["efa", "efa-only", "efa-only", "efa-only"]
    assert interface_types("p6-b300.48xlarge") == ["interface", *["efa-only"] * 16]
    assert interface_types("g5.xlarge") == []
