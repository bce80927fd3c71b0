"""A task sees no process of its machine, and sends its files encrypted."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:ecs/taskDefinition:TaskDefinition",
    why="it reads the memory of its neighbours, and the network its data sets",
    source="AWS Security Hub, control ECS.3; "
    "Amazon ECS Developer Guide, Use Amazon EFS volumes with Amazon ECS",
)
def task_keeps_to_itself(props: Props) -> Iterator[str]:
    """ECS tasks have processes of their own, and mount EFS by an encrypted connection."""
    if props.get("pidMode", "task") == "host":
        yield "leave pid_mode out, got 'host'"
    for volume in props.objects("volumes"):
        if "efsVolumeConfiguration" in volume:
            mount = volume.object("efsVolumeConfiguration")
            if mount.get("transitEncryption", "DISABLED") != "ENABLED":
                yield f"set {mount.path('transitEncryption')} to 'ENABLED'"
