"""Who is not known gets no credentials of AWS."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:cognito/identityPool:IdentityPool",
    why="a web page then hands everybody keys to call the model, or the data, directly",
    source="AWS Security Hub, control Cognito.2",
)
def guests_get_no_credentials(props: Props) -> Iterator[str]:
    """Identity pools give credentials to those who have signed in only."""
    if props.get("allowUnauthenticatedIdentities", False) is not False:
        yield "set allow_unauthenticated_identities to False"
