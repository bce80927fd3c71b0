"""The machines that a template starts are on the team's bill."""

from collections.abc import Iterator

from policies.rule import Props, rule

_LAUNCHED = ("instance", "volume")


@rule(
    applies_to="aws:ec2/launchTemplate:LaunchTemplate",
    why="GPU machines and their disks are most of the bill, and belong to nobody on it",
    source="Amazon EC2 User Guide, Tag your Amazon EC2 resources",
)
def launched_machines_carry_tags(props: Props) -> Iterator[str]:
    """Launch templates tag the instances and the volumes that they start."""
    tagged = {
        found.get("resourceType", "")
        for found in props.objects("tagSpecifications")
        if "tags" in found
    }
    for kind in _LAUNCHED:
        if kind not in tagged:
            yield f"add tags for resource_type {kind!r} to tag_specifications"
