"""What rules on who starts jobs share: everything that holds for one role."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.grants import POLICY, ROLE, covers, granted
from policies.plan_view import PlanView
from policies.props import Props

_INLINE = "aws:iam/rolePolicy:RolePolicy"
_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"

START = "sagemaker:createtrainingjob"


def starts_unlimited(role: Props, plan: PlanView, condition_key: str) -> bool:
    """Whether a role may start training jobs, and no statement for it asks for `condition_key`.

    Such a statement may allow or refuse, and may be in the role's permissions boundary.
    """
    allowed = any(covers(s, START) for p in _policies(role, plan) for s in granted(p, plan))
    return allowed and not any(
        _refuses(statement)
        or any(condition_key in tests for tests in statement.conditions.values())
        for statement in _all_statements(role, plan)
        if covers(statement, START)
    )


def _refuses(statement: Statement) -> bool:
    """Whether it refuses whatever it is about, with no condition."""
    everything = "*" in statement.resources
    return not statement.allows and everything and not statement.conditions


def _policies(role: Props, plan: PlanView) -> Iterator[Props]:
    """Policies that give the role its rights."""
    yield role
    yield from plan.about(role, _INLINE, key="role", named="name")
    for attachment in plan.about(role, _ATTACHMENT, key="role", named="name"):
        yield from plan.sources(attachment, "policyArn", POLICY)


def _all_statements(role: Props, plan: PlanView) -> Iterator[Statement]:
    bounds = plan.sources(role, "permissionsBoundary", POLICY)
    for policy in (*_policies(role, plan), *bounds):
        holders = policy.objects("inlinePolicies") if policy.resource.type == ROLE else (policy,)
        for holder in holders:
            yield from statements(holder, "policy")
