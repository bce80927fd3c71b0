"""Managed policies name what they allow, or what they allow it on."""

from collections.abc import Iterator

from policies.grants import POLICY, only_bounds
from policies.rule import PlanView, Props, plan_rule
from policies.wildcards import wildcards


@plan_rule(
    applies_to=POLICY,
    why="a stolen notebook session then owns the account instead of one data set",
    source="AWS Security Hub, controls IAM.1 and IAM.21",
    remediation="name the actions, or the resources by ARN or by the tag they carry",
)
def no_wildcard_managed_policies(policy: Props, plan: PlanView) -> Iterator[str]:
    """No managed policy allows all actions of a service on all resources.

    A permissions boundary grants nothing, so it is not looked at, unless it is also attached.
    """
    if not only_bounds(policy, plan):
        yield from wildcards(policy, "policy")
