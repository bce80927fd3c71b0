"""Passwords of the account's users cannot be guessed."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_KINDS = (
    "requireLowercaseCharacters",
    "requireNumbers",
    "requireSymbols",
    "requireUppercaseCharacters",
)


@rule(
    applies_to="aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    why="a password of eight letters is tried out in an afternoon, and opens the console",
    source="AWS Security Hub, controls IAM.7 and IAM.10 to IAM.17",
)
def passwords_are_strong(props: Props) -> Iterator[str]:
    """Passwords have 14 characters of every kind, last for 90 days and do not come back."""
    if props.get("minimumPasswordLength", 6) < 14:
        yield "set minimum_password_length to 14 or more"
    for kind in _KINDS:
        if props.get(kind, False) is not True:
            yield f"set {sdk_name(kind)} to True"
    if not 1 <= props.get("maxPasswordAge", 0) <= 90:
        yield "set max_password_age to 90 or less"
    if props.get("passwordReusePrevention", 0) < 24:
        yield "set password_reuse_prevention to 24"
