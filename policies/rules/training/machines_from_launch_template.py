"""Machines of a group are started by a template that says how they are secured."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:autoscaling/group:Group",
    why="launch configurations know no newer type of machine, and new accounts cannot make any",
    source="AWS Security Hub, control Autoscaling.9",
)
def machines_from_launch_template(props: Props) -> Iterator[str]:
    """Auto Scaling groups start machines from a launch template."""
    if "launchTemplate" not in props and "mixedInstancesPolicy" not in props:
        yield "set launch_template instead of launch_configuration"
