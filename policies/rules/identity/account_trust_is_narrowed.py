"""A role that trusts an account says who of that account is meant."""

import re
from collections.abc import Iterator

from policies.document import Statement, statements
from policies.grants import ROLE, covers, required
from policies.rule import Props, rule

_WHOLE_ACCOUNT = re.compile(r"\d{12}|arn:[^:]*:iam::.+:root")

_SAYS_WHO = (
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principaltag/",
    "aws:userid",
    "aws:username",
    "sts:externalid",
)


@rule(
    applies_to=ROLE,
    why="everybody of that account who may assume roles, and each of its intruders, has this one",
    source="AWS IAM User Guide, Access to AWS accounts owned by third parties",
    remediation="trust one role, or ask for sts:ExternalId, aws:PrincipalArn or aws:PrincipalTag",
)
def account_trust_is_narrowed(props: Props) -> Iterator[str]:
    """A role that trusts a whole account says by a condition who of it may assume the role."""
    for statement in statements(props, "assumeRolePolicy"):
        assumes = statement.allows and covers(statement, "sts:assumerole")
        if assumes and not _says_who(statement):
            for principal in statement.principals.get("AWS", ()):
                if _WHOLE_ACCOUNT.fullmatch(principal):
                    yield f"say in statement {statement.label} who of {principal} may assume it"


def _says_who(statement: Statement) -> bool:
    return any(
        key.startswith(_SAYS_WHO) and "*" not in values for key, values in required(statement)
    )
