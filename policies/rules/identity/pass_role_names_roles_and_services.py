"""A role is handed only to the services that it was made for."""

import re
from collections.abc import Iterator

from policies.document import Statement
from policies.grants import PERMISSIONS, covers, granted
from policies.rule import PlanView, Props, plan_rule

_ANY_ROLE = re.compile(r"\*|arn:[^:]*:iam:[^:]*:[^:]*:(\*|role/?\*)")


@plan_rule(
    applies_to=PERMISSIONS,
    why="whoever passes any role to a job of theirs has all rights of the strongest one",
    source="AWS IAM User Guide, Grant a user permissions to pass a role to an AWS service",
    remediation="name the roles, and the services with the condition iam:PassedToService",
)
def pass_role_names_roles_and_services(props: Props, plan: PlanView) -> Iterator[str]:
    """Whoever may pass roles may pass named ones, and only to named services."""
    for statement in granted(props, plan):
        if not covers(statement, "iam:passrole"):
            continue
        for resource in statement.resources:
            if _ANY_ROLE.fullmatch(resource):
                yield f"name the roles that statement {statement.label} passes, got {resource}"
        if statement.not_resources:
            yield f"name the roles that statement {statement.label} passes, got NotResource"
        if not _names_services(statement):
            yield f"name the services that statement {statement.label} passes roles to"


def _names_services(statement: Statement) -> bool:
    """Whether a condition says to whom; `…IfExists` counts, for a service that AWS names not."""
    return any(
        key == "iam:passedtoservice" and not any("*" in value for value in values)
        for operator, tests in statement.conditions.items()
        if "not" not in operator
        for key, values in tests.items()
    )
