"""Tokens of a public identity provider are accepted from one workload, not from all its users."""

import re
from collections.abc import Iterator

from policies.document import Statement, statements
from policies.grants import ROLE, covers, required
from policies.rule import Props, rule

_KNOWS_NO_SUBJECT = re.compile(
    r"(cognito-identity\.amazonaws|accounts\.google|www\.amazon|graph\.facebook)\.com"
)
"""Providers that IAM knows by itself and that have other keys for whom a token is about."""

_ANYBODY = re.compile(r"[^:/*?]*:?[*?].*")
"""Nothing fixed, or only the kind: `*`, `repo:*`."""


@rule(
    applies_to=ROLE,
    why="whoever has a free account at the provider can get a token, and with it this role",
    source="AWS IAM User Guide, Create a role for OpenID Connect federation",
    remediation="test the provider's …:aud and …:sub with StringEquals or StringLike",
)
def web_identity_names_its_subject(props: Props) -> Iterator[str]:
    """A role that tokens of OpenID Connect assume names their audience and their subject."""
    for statement in statements(props, "assumeRolePolicy"):
        if statement.allows and covers(statement, "sts:assumerolewithwebidentity"):
            providers = statement.principals.get("Federated", ())
            if not all(_KNOWS_NO_SUBJECT.fullmatch(provider) for provider in providers):
                yield from _problems(statement)


def _problems(statement: Statement) -> Iterator[str]:
    tested = dict(required(statement))
    if not any(key.endswith(":aud") for key in tested):
        yield f"test the audience of tokens in statement {statement.label}"
    subjects = [values for key, values in tested.items() if key.endswith(":sub")]
    if not subjects:
        yield f"test the subject of tokens in statement {statement.label}"
    for values in subjects:
        for subject in values:
            if _ANYBODY.fullmatch(subject):
                yield f"narrow the subject of tokens in statement {statement.label}, got {subject}"
