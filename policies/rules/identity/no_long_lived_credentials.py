"""Nobody holds a password or a key that stays valid."""

from collections.abc import Iterator

from policies.rule import Props, rule

_KINDS = {
    "aws:iam/accessKey:AccessKey": "an access key",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "a service's password",
    "aws:iam/user:User": "an IAM user",
    "aws:iam/userLoginProfile:UserLoginProfile": "a console password",
}


@rule(
    applies_to=tuple(_KINDS),
    why="a key that leaks from a notebook or a repository works until somebody notices",
    source="AWS Well-Architected Framework, SEC02-BP02 Use temporary credentials",
    remediation="people come through IAM Identity Center, CI through OpenID Connect",
)
def no_long_lived_credentials(props: Props) -> Iterator[str]:
    """Stacks declare no IAM users and none of their passwords and keys."""
    yield f"declare a role to assume, got {_KINDS[props.resource.type]}"
