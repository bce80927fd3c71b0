"""Nothing is open to the internet."""

from collections.abc import Iterator

from policies.rule import Props, rule

_EVERYWHERE = ("0.0.0.0/0", "::/0")
_GROUPS = (
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
)
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


@rule(
    applies_to=(*_GROUPS, _RULE, _INGRESS),
    why="notebooks and trackers run code for whoever reaches them",
    source="AWS Security Hub, control EC2.18",
    remediation="let in the VPC's own addresses, or another security group",
)
def no_public_ingress(props: Props) -> Iterator[str]:
    """No security group lets in traffic from everywhere."""
    kind = props.resource.type
    if kind in _GROUPS:
        for index, ingress in enumerate(props.objects("ingress")):
            yield from _open(ingress, f"ingress[{index}]: ")
    elif kind == _INGRESS:
        for key, python_name in (("cidrIpv4", "cidr_ipv4"), ("cidrIpv6", "cidr_ipv6")):
            if props.get(key) in _EVERYWHERE:
                yield f"narrow {python_name}, got {props[key]!r}"
    elif props.get("type") == "ingress":
        yield from _open(props, "")


def _open(ingress: Props, where: str) -> Iterator[str]:
    for key, python_name in (("cidrBlocks", "cidr_blocks"), ("ipv6CidrBlocks", "ipv6_cidr_blocks")):
        for cidr in ingress.texts(key):
            if cidr in _EVERYWHERE:
                yield f"{where}narrow {python_name}, got {cidr!r}"
