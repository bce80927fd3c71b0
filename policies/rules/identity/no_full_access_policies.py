"""Roles and users do not carry the policies of AWS that allow everything of a service."""

import re
from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_BROAD = re.compile(
    r"arn:[^:]*:iam::aws:policy/(.*/)?(\w*FullAccess(_v\d+)?|AdministratorAccess|PowerUserAccess)"
)
_ROLE = "aws:iam/role:Role"


@plan_rule(
    applies_to=(
        _ROLE,
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    ),
    why="such a policy reaches the data and jobs of every other team in the account",
    source="AWS IAM User Guide, Security best practices in IAM",
    remediation="write a policy of the stack's own that names its actions and resources",
)
def no_full_access_policies(props: Props, plan: PlanView) -> Iterator[str]:
    """Nobody carries an AWS managed policy with full access."""
    if props.resource.type == _ROLE:
        arns = props.texts("managedPolicyArns")
    elif plan.sources(props, "policyArn", "aws:iam/policy:Policy"):
        return
    else:
        arns = (props.get("policyArn", ""),)
    for arn in arns:
        if _BROAD.fullmatch(arn):
            yield f"attach a narrower policy, got {arn!r}"
