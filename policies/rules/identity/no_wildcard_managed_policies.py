"""Managed policies name what they allow, or what they allow it on."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule
from policies.wildcards import wildcards

_POLICY = "aws:iam/policy:Policy"
_ATTACHMENTS = (
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
)


@plan_rule(
    applies_to=_POLICY,
    why="a stolen notebook session then owns the account instead of one data set",
    source="AWS Security Hub, controls IAM.1 and IAM.21",
    remediation="name the actions, or the resources by ARN or by the tag they carry",
)
def no_wildcard_managed_policies(policy: Props, plan: PlanView) -> Iterator[str]:
    """No managed policy allows all actions of a service on all resources.

    A permissions boundary grants nothing, so it is not looked at, unless it is also attached.
    """
    if not _only_bounds(policy, plan):
        yield from wildcards(policy, "policy")


def _only_bounds(policy: Props, plan: PlanView) -> bool:
    bounded = plan.about(policy, "aws:iam/role:Role", key="permissionsBoundary")
    return bool(bounded) and not plan.about(policy, *_ATTACHMENTS, key="policyArn")
