"""Roles do not carry the policies of AWS that allow everything of a service."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_BROAD = ("FullAccess", "/AdministratorAccess", "/PowerUserAccess")


@plan_rule(
    applies_to="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    why="such a policy reaches the data and jobs of every other team in the account",
    source="AWS IAM User Guide, Security best practices in IAM",
    remediation="write a policy of the stack's own that names its actions and resources",
)
def no_full_access_policies(props: Props, plan: PlanView) -> Iterator[str]:
    """No role carries an AWS managed policy with full access."""
    if plan.sources(props, "policyArn", "aws:iam/policy:Policy"):
        return
    arn = props.get("policyArn", "")
    if ":aws:policy/" in arn and arn.endswith(_BROAD):
        yield f"attach a narrower policy, got {arn!r}"
