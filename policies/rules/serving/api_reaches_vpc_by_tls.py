"""The last part of the way to a model is encrypted too."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:apigatewayv2/integration:Integration",
    why="a private link keeps strangers out, and encrypts nothing of what runs over it",
    source="AWS Security Hub, control APIGateway.10",
)
def api_reaches_vpc_by_tls(props: Props) -> Iterator[str]:
    """APIs that reach into a VPC do so over TLS."""
    if props.get("connectionType", "INTERNET") == "VPC_LINK" and "tlsConfig" not in props:
        yield "set tls_config"
