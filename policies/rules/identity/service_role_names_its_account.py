"""A service assumes a role only on behalf of the account that owns it."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.rule import Props, rule

_CAN_SAY_FOR_WHOM = (
    "budgets",
    "ecs-tasks",
    "events",
    "sagemaker",
    "scheduler",
    "states",
    "vpc-flow-logs",
)
"""Services that say on whose behalf they act when they assume a role. Others, such as EC2, do not,
and the condition would lock them out."""

_SAYS_FOR_WHOM = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid")


@rule(
    applies_to="aws:iam/role:Role",
    why="another account could have the service use this role for it (the confused deputy)",
    source="AWS IAM User Guide, The confused deputy problem",
    remediation="add the condition StringEquals aws:SourceAccount with the account's id",
)
def service_role_names_its_account(props: Props) -> Iterator[str]:
    """Trust policies for services say on behalf of which account the role may be assumed.

    `…IfExists` counts: a service that names an account is held to it, and no other account can
    pass this role to a service.
    """
    for statement in statements(props, "assumeRolePolicy"):
        if statement.allows and not _says_for_whom(statement):
            for service in statement.principals.get("Service", ()):
                if service.partition(".")[0] in _CAN_SAY_FOR_WHOM:
                    yield f"let {service} assume it only with aws:SourceAccount"


def _says_for_whom(statement: Statement) -> bool:
    return any(
        key in _SAYS_FOR_WHOM
        for operator, tests in statement.conditions.items()
        if "not" not in operator
        for key in tests
    )
