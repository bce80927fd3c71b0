"""Whoever may write roles and policies cannot give more than the boundary allows."""

import re
from collections.abc import Iterator

from policies.document import Statement
from policies.grants import PERMISSIONS, covers, granted, required
from policies.rule import PlanView, Props, plan_rule

_CAPPED = {
    "iam:attachrolepolicy": "role",
    "iam:attachuserpolicy": "user",
    "iam:createrole": "role",
    "iam:createuser": "user",
    "iam:putrolepermissionsboundary": "role",
    "iam:putrolepolicy": "role",
    "iam:putuserpolicy": "user",
}
"""Actions that give rights and that IAM can hold to a boundary, by what they act on."""

_UNCAPPED = {
    "iam:addusertogroup": "group",
    "iam:attachgrouppolicy": "group",
    "iam:createaccesskey": "user",
    "iam:createloginprofile": "user",
    "iam:createpolicyversion": "policy",
    "iam:putgrouppolicy": "group",
    "iam:setdefaultpolicyversion": "policy",
    "iam:updateassumerolepolicy": "role",
    "iam:updateloginprofile": "user",
}
"""Actions that give rights and that know no boundary: only the resource limits them."""


@plan_rule(
    applies_to=PERMISSIONS,
    why="whoever can write a policy of a role that they can use is an administrator",
    source="AWS IAM User Guide, Delegating responsibility to others using permissions boundaries",
    remediation="add the condition StringEquals iam:PermissionsBoundary, and name what is written",
)
def role_writing_is_bounded(props: Props, plan: PlanView) -> Iterator[str]:
    """Whoever may write roles may write them under a boundary, and else only named policies.

    Reading and deleting give nobody more.
    """
    for statement in filter(_about_iam, granted(props, plan)):
        bounded = any(key == "iam:permissionsboundary" for key, _ in required(statement))
        for action, kind in _CAPPED.items():
            if not bounded and _reaches(statement, kind) and covers(statement, action):
                yield f"ask in statement {statement.label} for a boundary, got {action} without"
                break
        for action, kind in _UNCAPPED.items():
            if _reaches_all(statement, kind) and covers(statement, action):
                yield f"name in statement {statement.label} each {kind}, got {action} on all"
                break


def _about_iam(statement: Statement) -> bool:
    named = statement.actions
    return bool(statement.not_actions) or any(a == "*" or a.startswith("iam:") for a in named)


def _reaches(statement: Statement, kind: str) -> bool:
    """Whether a resource may be of this kind: an ARN that AWS decides may be."""
    return bool(statement.not_resources) or any(
        ":iam:" not in resource or f":{kind}/" in resource or resource.endswith(":*")
        for resource in statement.resources
    )


def _reaches_all(statement: Statement, kind: str) -> bool:
    every = re.compile(rf"\*|arn:[^:]*:iam:[^:]*:[^:]*:(\*|{kind}/?\*)")
    return bool(statement.not_resources) or any(every.fullmatch(r) for r in statement.resources)
