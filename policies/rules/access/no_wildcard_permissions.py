"""Roles and policies name what they allow, or what they allow it on."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.rule import PlanView, Props, plan_rule

ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/policy:Policy"
_ATTACHMENTS = (
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
)
_RESOURCE_CONDITIONS = ("aws:resourcetag/", "aws:resourceaccount", "aws:resourceorgid")


@plan_rule(
    applies_to=(
        ROLE,
        POLICY,
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/groupPolicy:GroupPolicy",
    ),
    why="a stolen notebook session then owns the account instead of one data set",
    source="AWS Security Hub, controls IAM.1 and IAM.21",
    remediation="name the actions, or the resources by ARN or by the tag they carry",
)
def no_wildcard_permissions(props: Props, plan: PlanView) -> Iterator[str]:
    """No statement allows all actions of a service on all resources.

    A condition that narrows the resources (`aws:ResourceTag/…`, `aws:ResourceAccount`,
    `aws:ResourceOrgID` and a service's own `…:ResourceTag/…`) makes such a statement acceptable;
    one about the caller or the network does not. A permissions boundary grants nothing, so it is
    not looked at.
    """
    if props.resource.type == POLICY and _only_bounds(props, plan):
        return
    documents = [(props, "policy")]
    if props.resource.type == ROLE:
        documents = [(inline, "policy") for inline in props.get("inlinePolicies", ())]
    for where, key in documents:
        for statement in statements(where, key):
            yield from _problems(statement)


def _problems(statement: Statement) -> Iterator[str]:
    everywhere = "*" in statement.resources or bool(statement.not_resources)
    if statement.allows and everywhere and not _narrowed(statement):
        for action in statement.actions:
            if action == "*" or action.endswith(":*"):
                yield f"name actions or resources in statement {statement.label}, got {action} on *"
        if statement.not_actions:
            yield f"name actions or resources in statement {statement.label}, got NotAction on *"


def _narrowed(statement: Statement) -> bool:
    """Whether a condition that must hold says which resources are meant."""
    return any(
        key.startswith(_RESOURCE_CONDITIONS) or ":resourcetag/" in key
        for operator, tests in statement.conditions.items()
        if not operator.endswith("ifexists") and "not" not in operator and operator != "null"
        for key in tests
    )


def _only_bounds(policy: Props, plan: PlanView) -> bool:
    """Whether a policy is the boundary of roles and attached to nobody."""
    bounded = plan.about(policy, ROLE, key="permissionsBoundary")
    return bool(bounded) and not plan.about(policy, *_ATTACHMENTS, key="policyArn")
