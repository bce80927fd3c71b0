"""Nobody administers a machine over a network port."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.security_groups import openings, types

_PORTS = {22: "SSH", 3389: "RDP"}


@rule(
    applies_to=types("ingress"),
    why="what is typed there is in no record, and who may type it depends on a key file",
    source="AWS Well-Architected Framework, "
    "SEC06-BP03 Reduce manual management and interactive access",
    remediation="open a shell with Session Manager of AWS Systems Manager, which needs no port",
)
def no_remote_admin_ingress(props: Props) -> Iterator[str]:
    """No security group lets SSH or RDP in from a range of addresses.

    Members of a group may reach one another, as the machines of a distributed training do.
    """
    for opening in openings(props, "ingress"):
        if opening.by_address():
            for port, protocol in _PORTS.items():
                if opening.has_port(port):
                    yield f"{opening.where}close port {port} ({protocol})"
