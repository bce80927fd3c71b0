"""Old versions of TLS are refused."""

from collections.abc import Iterator

from policies.rule import Props, rule

_OLD = ("TLS_1_0", "TLS_1_1")


@rule(
    applies_to=(
        "aws:apigateway/domainName:DomainName",
        "aws:apigatewayv2/domainName:DomainName",
    ),
    why="what is sent over TLS 1.0 or 1.1 can be read by whoever listens long enough",
    source="AWS Security Hub, control APIGateway.11",
)
def api_domain_requires_tls_1_2(props: Props) -> Iterator[str]:
    """Domain names of APIs refuse TLS before version 1.2."""
    at = props.get("domainNameConfiguration", props)
    given = at.get("securityPolicy", "TLS_1_2")
    if given in _OLD:
        yield f"set security_policy to 'TLS_1_2' or newer, got {given!r}"
