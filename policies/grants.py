"""What rules on permissions share: the statements that let somebody do something."""

import functools
from collections.abc import Iterator
from fnmatch import fnmatchcase

from policies.document import Statement, statements
from policies.plan_view import PlanView
from policies.props import Props

ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/policy:Policy"
ATTACHMENTS = (
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
)
PERMISSIONS = (
    ROLE,
    POLICY,
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
)
"""Where permissions are written down."""


def granted(props: Props, plan: PlanView) -> Iterator[Statement]:
    """Statements of one of `PERMISSIONS` that allow something.

    A permissions boundary grants nothing, so it has none, unless it is also attached.
    """
    if props.resource.type == POLICY and only_bounds(props, plan):
        return
    holders = props.objects("inlinePolicies") if props.resource.type == ROLE else (props,)
    for holder in holders:
        for statement in statements(holder, "policy"):
            if statement.allows:
                yield statement


def only_bounds(policy: Props, plan: PlanView) -> bool:
    """Whether a managed policy caps roles and is attached to nobody."""
    bounded = plan.about(policy, ROLE, key="permissionsBoundary")
    return bool(bounded) and not plan.about(policy, *ATTACHMENTS, key="policyArn")


def capped(props: Props, plan: PlanView, action: str) -> bool:
    """Whether each role with these permissions has a boundary that denies `action` everywhere."""
    if props.resource.type == ROLE:
        holders = (props,)
    elif props.resource.type == POLICY:
        attached = plan.about(props, ATTACHMENTS[2], key="policyArn")
        holders = tuple(role for a in attached for role in plan.sources(a, "role", ROLE))
    else:
        holders = plan.sources(props, "role", ROLE)
    return bool(holders) and all(
        any(
            not s.allows and not s.conditions and "*" in s.resources and covers(s, action)
            for boundary in plan.sources(holder, "permissionsBoundary", POLICY)
            for s in statements(boundary, "policy")
        )
        for holder in holders
    )


def covers(statement: Statement, action: str) -> bool:
    """Whether `action`, lowercase, is among those that a statement is about."""
    if statement.not_actions:
        return not any(_means(pattern, action) for pattern in statement.not_actions)
    return any(_means(pattern, action) for pattern in statement.actions)


def required(statement: Statement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Condition keys and their values that a request must carry and match.

    Not those that a request without the key meets: `…IfExists`, `ForAllValues:…`, `Null`, and
    the negated ones.
    """
    for operator, tests in statement.conditions.items():
        optional = operator.endswith("ifexists") or operator.startswith("forallvalues:")
        if not optional and "not" not in operator and operator != "null":
            yield from tests.items()


@functools.lru_cache(maxsize=16384)
def _means(pattern: str, action: str) -> bool:
    """Whether an action of a policy means `action`; the same few are asked of each statement."""
    if "*" not in pattern and "?" not in pattern:
        return pattern == action
    service = pattern.partition(":")[0]
    return ("*" in service or action.startswith(f"{service}:")) and fnmatchcase(action, pattern)
