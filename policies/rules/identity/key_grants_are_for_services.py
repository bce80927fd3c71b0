"""A key is lent to services of AWS, not to whomever the caller chooses."""

from collections.abc import Iterator

from policies.grants import PERMISSIONS, covers, granted, required
from policies.rule import PlanView, Props, plan_rule

_SAYS_TO_WHOM = ("kms:grantisforawsresource", "kms:granteeprincipal", "kms:viaservice")


@plan_rule(
    applies_to=PERMISSIONS,
    why="a grant lets somebody else decrypt, in no policy that a review would show",
    source="AWS Key Management Service Developer Guide, Best practices for IAM policies",
    remediation="add the condition Bool kms:GrantIsForAWSResource true",
)
def key_grants_are_for_services(props: Props, plan: PlanView) -> Iterator[str]:
    """Whoever may make grants of a key may make them for services of AWS only."""
    for statement in granted(props, plan):
        if covers(statement, "kms:creategrant") and not any(
            key in _SAYS_TO_WHOM and values not in (("false",), ("*",))
            for key, values in required(statement)
        ):
            yield f"let statement {statement.label} make grants for services of AWS only"
