"""Whoever decrypts does so with named keys."""

import re
from collections.abc import Iterator

from policies.grants import PERMISSIONS, capped, covers, granted, required
from policies.rule import PlanView, Props, plan_rule

_ALL_KEYS = re.compile(r"\*|arn:[^:]*:kms:[^:]*:[^:]*:(\*|(key|alias)/?\*)")

_SAYS_WHICH = ("aws:resourcetag/", "kms:resourcealiases", "kms:encryptioncontext:")


@plan_rule(
    applies_to=PERMISSIONS,
    why="the data of every team in the account is then one bucket policy away",
    source="AWS Security Hub, controls KMS.1 and KMS.2",
    remediation="name the stack's key, or ask for its tag with aws:ResourceTag",
)
def decryption_names_its_keys(props: Props, plan: PlanView) -> Iterator[str]:
    """Nobody may decrypt with all keys of an account."""
    for statement in granted(props, plan):
        decrypts = covers(statement, "kms:decrypt") or covers(statement, "kms:reencryptfrom")
        if decrypts and not any(key.startswith(_SAYS_WHICH) for key, _ in required(statement)):
            for resource in statement.resources or ("NotResource",):
                every = resource == "NotResource" or _ALL_KEYS.fullmatch(resource)
                if every and not capped(props, plan, "kms:decrypt"):
                    yield f"name the keys of statement {statement.label}, got {resource}"
