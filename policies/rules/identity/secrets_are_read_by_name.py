"""Whoever reads secrets, or data of buckets, reads named ones."""

from collections.abc import Iterator

from policies.grants import PERMISSIONS, capped, covers, granted, required
from policies.rule import PlanView, Props, plan_rule

_READING = (
    "s3:getobject",
    "secretsmanager:getsecretvalue",
    "ssm:getparameter",
    "iam:createaccesskey",
)

_SAYS_WHICH = (
    "aws:resourcetag/",
    "s3:existingobjecttag/",
    "secretsmanager:resourcetag/",
    "ssm:resourcetag/",
)


@plan_rule(
    applies_to=PERMISSIONS,
    why="one notebook then reads the passwords, and copies the data, of every team in the account",
    source="AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
    remediation="name the secrets, parameters, buckets or users, or ask for their tag",
)
def secrets_are_read_by_name(props: Props, plan: PlanView) -> Iterator[str]:
    """Nobody may read all secrets, parameters or objects, or make keys for all users."""
    for statement in granted(props, plan):
        named = any(key.startswith(_SAYS_WHICH) for key, _ in required(statement))
        if named or not ("*" in statement.resources or statement.not_resources):
            continue
        for action in _READING:
            if covers(statement, action) and not capped(props, plan, action):
                yield f"name the resources of {action} in statement {statement.label}"
