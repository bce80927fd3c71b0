"""Roles name what they may do, or what they may do it on."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.wildcards import wildcards

_ROLE = "aws:iam/role:Role"


@rule(
    applies_to=(
        _ROLE,
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/groupPolicy:GroupPolicy",
    ),
    why="a stolen notebook session then owns the account instead of one data set",
    source="AWS Well-Architected Framework, SEC03-BP02 Grant least privilege access",
    remediation="name the actions, or the resources by ARN or by the tag they carry",
)
def no_wildcard_permissions(props: Props) -> Iterator[str]:
    """No inline policy allows all actions of a service on all resources."""
    if props.resource.type == _ROLE:
        for inline in props.objects("inlinePolicies"):
            yield from wildcards(inline, "policy")
    else:
        yield from wildcards(props, "policy")
