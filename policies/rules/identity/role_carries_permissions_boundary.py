"""Roles are capped by a permissions boundary."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:iam/role:Role",
    why="without a cap, whoever can edit a policy of a role can make it an administrator",
    source="AWS IAM User Guide, Permissions boundaries for IAM entities",
)
def role_carries_permissions_boundary(props: Props) -> Iterator[str]:
    """Every role has a permissions boundary."""
    if "permissionsBoundary" not in props:
        yield "set permissions_boundary to the policy of the stack's boundary"
