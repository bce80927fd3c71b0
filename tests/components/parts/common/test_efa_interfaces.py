from components.parts.common.efa_interfaces import efa_interfaces, interface_types
from components.parts.common.instance_types import ACCELERATED


def test_types_have_the_interfaces_that_ec2_says():
    # What `DescribeInstanceTypes` says, as moto has recorded it, takes half a second to load.
    from moto.ec2.models.instance_types import INSTANCE_TYPES

    described = {n: d for n, d in INSTANCE_TYPES.items() if n.split(".")[0] in ACCELERATED}
    assert described
    for name, type_ in described.items():
        network = type_["NetworkInfo"]
        most = network.get("EfaInfo", {}).get("MaximumEfaInterfaces", 0)
        assert efa_interfaces(name) == most, name
        if most:
            assert len(interface_types(name)) == network["MaximumNetworkCards"], name


def test_only_the_first_card_carries_ip_traffic():
    assert interface_types("g5.12xlarge") == ["efa"]
    assert interface_types("p4d.24xlarge") == ["efa", "efa-only", "efa-only", "efa-only"]
    assert interface_types("p6-b300.48xlarge") == ["interface", *["efa-only"] * 16]
    assert interface_types("g5.xlarge") == []
