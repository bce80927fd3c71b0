import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from components.parts.network.addresses import SLOTS, slot_addresses


@given(st.integers(16, 24), st.integers(0, 2**16 - 1))
def test_any_allowed_range_is_cut_into_subnets_that_aws_accepts(prefix: int, offset: int):
    vpc = ipaddress.IPv4Network((0x0A000000 | (offset << 8), prefix), strict=False)
    slots = slot_addresses(str(vpc))
    assert tuple(slots) == SLOTS
    subnets = [ipaddress.IPv4Network(c) for slot in slots.values() for c in slot]
    assert all(s.subnet_of(vpc) and 16 <= s.prefixlen <= 28 for s in subnets)
    assert not any(a.overlaps(b) for i, a in enumerate(subnets) for b in subnets[:i])
