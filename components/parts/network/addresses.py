"""How the address range of a VPC is cut into subnets."""

import ipaddress
from typing import NamedTuple

SLOTS = ("a", "b", "c")
"""Places for availability zones. A slot keeps its addresses whatever else a team changes."""


class SlotAddresses(NamedTuple):
    """Address ranges of the subnets in one slot."""

    private: str
    """A quarter of the VPC."""

    public: str
    """A sixteenth of the VPC, from its last quarter."""


def slot_addresses(cidr: str) -> dict[str, SlotAddresses]:
    """Subnet ranges of all three slots, also those not in use, so that none ever moves."""
    first, second, third, last = ipaddress.IPv4Network(cidr).subnets(prefixlen_diff=2)
    publics = last.subnets(prefixlen_diff=2)
    return {
        slot: SlotAddresses(str(private), str(public))
        for slot, private, public in zip(SLOTS, (first, second, third), publics, strict=False)
    }
