"""Load balancers take and give encrypted traffic."""

import re
from collections.abc import Iterator

from policies.rule import Props, rule

_NEW = re.compile(r"ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-.*")
"""Policies of AWS that take TLS 1.2 or 1.3 and nothing older."""


@rule(
    applies_to=("aws:alb/listener:Listener", "aws:lb/listener:Listener"),
    why="requests to a model are the data, and a tracker's cookie is its password",
    source="AWS Security Hub, controls ELB.1, ELB.17 and ELB.18",
    remediation="redirect port 80 to HTTPS, or take it away",
)
def listener_uses_tls(props: Props) -> Iterator[str]:
    """Listeners of load balancers take HTTPS or TLS 1.2 and later, or send callers on to it."""
    # Those of gateways, which pass packets on, have neither protocol nor port.
    protocol = props.get("protocol", "HTTP" if "port" in props else "GENEVE")
    if protocol in ("HTTPS", "TLS"):
        policy = props.get("sslPolicy", "ELBSecurityPolicy-2016-08")
        if not _NEW.fullmatch(policy):
            yield f"set ssl_policy to one of TLS 1.2 and later, got {policy!r}"
    elif protocol == "HTTP" and not _redirects(props):
        yield "set protocol to 'HTTPS', got 'HTTP'"


def _redirects(props: Props) -> bool:
    actions = [*props.objects("defaultActions")]
    return bool(actions) and all(
        action.get("redirect", {}).get("protocol") == "HTTPS" for action in actions
    )
