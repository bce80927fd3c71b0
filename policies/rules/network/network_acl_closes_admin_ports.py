"""Network ACLs keep SSH and RDP from the internet out of whole subnets."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.security_groups import EVERYWHERE

_ACL = "aws:ec2/networkAcl:NetworkAcl"
_ENTRY = "aws:ec2/networkAclRule:NetworkAclRule"
_PORTS = (22, 3389)
_TCP = ("tcp", "6")
_ANY = ("-1", "all")


@rule(
    applies_to=(_ACL, _ENTRY),
    why="one careless security group then opens a machine to every password guesser there is",
    source="AWS Security Hub, control EC2.21",
)
def network_acl_closes_admin_ports(props: Props) -> Iterator[str]:
    """No network ACL allows ports 22 and 3389 from everywhere."""
    if props.resource.type == _ENTRY:
        if props.get("egress", False) is False and props.get("ruleAction") == "allow":
            yield from _open(props, "")
        return
    for index, entry in enumerate(props.objects("ingress")):
        if entry.get("action") == "allow":
            yield from _open(entry, f"ingress[{index}]: ")


def _open(entry: Props, where: str) -> Iterator[str]:
    if not {entry.get("cidrBlock", ""), entry.get("ipv6CidrBlock", "")} & set(EVERYWHERE):
        return
    protocol = str(entry.get("protocol")).lower()
    first, last = entry.get("fromPort", 0), entry.get("toPort", 65535)
    for port in _PORTS:
        if protocol in _ANY or (protocol in _TCP and first <= port <= last):
            yield f"{where}close port {port}, which is open to everywhere"
