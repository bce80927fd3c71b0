"""Each rule of a security group says what it is for."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.security_groups import openings, types

_EGRESS_RULE = types("egress")[-1]


@rule(
    applies_to=(*types("ingress"), _EGRESS_RULE),
    why="nobody dares to remove an opening of which nobody knows who needs it",
    source="Amazon VPC User Guide, Security group rules",
)
def security_group_rule_is_described(props: Props) -> Iterator[str]:
    """Each rule of a security group has a description."""
    if props.resource.type == _EGRESS_RULE:
        found = [*openings(props, "egress")]
    elif "type" in props:
        found = [*openings(props, props["type"])]
    else:
        found = [*openings(props, "ingress"), *openings(props, "egress")]
    for where in dict.fromkeys(o.where for o in found if not o.props.get("description")):
        yield f"{where}say in description what it is for"
