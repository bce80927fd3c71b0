"""What leaves the network leaves it by named ports."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.security_groups import EVERYWHERE, openings, types


@rule(
    applies_to=types("egress"),
    why="a package from elsewhere, run in a notebook, can then send data out by any protocol",
    source="AWS Well-Architected Framework, "
    "SEC05-BP02 Control traffic flow within your network layers",
    remediation="let out HTTPS, and everything else to the VPC or to a group",
)
def no_unlimited_egress(props: Props) -> Iterator[str]:
    """No security group lets all ports out to everywhere."""
    for opening in openings(props, "egress"):
        for address in opening.addresses():
            if address in EVERYWHERE and opening.has_every_port():
                yield f"{opening.where}name the ports that are open to {address}"
