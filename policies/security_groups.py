"""What rules on security groups share: what each of three ways to write a rule lets through."""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.props import Props

_GROUPS = (
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
)
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_ONE_WAY = {
    "ingress": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "egress": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}
_ADDRESSES = ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6")

EVERYWHERE = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Opening:
    """What one rule of a security group lets through."""

    where: str
    """Its place in the resource, to begin a message with; empty if it is the resource."""

    props: Props
    """The rule."""

    def by_address(self) -> bool:
        """Whether it names ranges of addresses, and not another group."""
        return any(key in self.props and self.props.raw(key) for key in _ADDRESSES)

    def addresses(self) -> Iterator[str]:
        """Ranges of addresses."""
        for key in _ADDRESSES:
            several = key.endswith("Blocks")
            yield from self.props.texts(key) if several else (self.props.get(key, ""),)

    def has_port(self, port: int) -> bool:
        """Whether it lets through TCP to `port`."""
        if self._any_protocol():
            return True
        tcp = str(self._protocol()).lower() in ("tcp", "6")
        return tcp and self.props.get("fromPort", 0) <= port <= self.props.get("toPort", 65535)

    def has_every_port(self) -> bool:
        """Whether it lets through all there is of a protocol."""
        ports = (self.props.get("fromPort", 0), self.props.get("toPort", 65535))
        return self._any_protocol() or (ports[0] <= 1 and ports[1] == 65535)

    def _any_protocol(self) -> bool:
        return str(self._protocol()) in ("-1", "all")

    def _protocol(self) -> object:
        return self.props.get("ipProtocol", self.props.get("protocol", "-1"))


def types(direction: str) -> tuple[str, ...]:
    """Types with rules of a `direction`, `ingress` or `egress`."""
    return (*_GROUPS, _RULE, _ONE_WAY[direction])


def openings(props: Props, direction: str) -> Iterator[Opening]:
    """What a resource of `types` lets through in a `direction`."""
    if props.resource.type in _GROUPS:
        for index, inner in enumerate(props.objects(direction)):
            yield Opening(f"{direction}[{index}]: ", inner)
    elif props.resource.type != _RULE or props.get("type") == direction:
        yield Opening("", props)
