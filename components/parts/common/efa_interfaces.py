"""How many interfaces of Elastic Fabric Adapter a machine has, and where they are."""

from collections.abc import Mapping

from components.parts.common.instance_types import has_efa

_MORE_THAN_ONE: Mapping[str, int] = {
    "g6e.24xlarge": 2,
    "g6e.48xlarge": 4,
    "g7.48xlarge": 2,
    "g7e.24xlarge": 2,
    "g7e.48xlarge": 4,
    "p4d.24xlarge": 4,
    "p4de.24xlarge": 4,
    "p5.48xlarge": 32,
    "p5e.48xlarge": 32,
    "p5en.48xlarge": 16,
    "p6-b200.48xlarge": 8,
    "p6-b300.48xlarge": 16,
    "trn1.32xlarge": 8,
    "trn1n.32xlarge": 16,
    "trn2.48xlarge": 16,
}
"""EC2 API, `DescribeInstanceTypes`, `MaximumEfaInterfaces`, November 2026."""

_FIRST_CARD_WITHOUT = ("p6-b300.48xlarge",)
"""Types whose first network card is for IP traffic alone."""


def efa_interfaces(name: str) -> int:
    """Return the number of EFA interfaces of an EC2 type, none for a type without."""
    return _MORE_THAN_ONE.get(name, 1) if has_efa(name) else 0


def interface_types(name: str) -> list[str]:
    """Return the type of the interface on each network card, by the number of the card.

    The first carries IP traffic as well; the others take no address (EC2 User Guide, "Maximize
    network bandwidth on instances with multiple network cards").
    """
    count = efa_interfaces(name)
    if name in _FIRST_CARD_WITHOUT:
        return ["interface", *["efa-only"] * count]
    return ["efa", *["efa-only"] * (count - 1)] if count else []
