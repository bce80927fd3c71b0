"""Code in a container does not change what it runs from."""

from collections.abc import Iterator

from policies.containers import TASK, containers
from policies.rule import Props, rule


@rule(
    applies_to=TASK,
    why="whoever gets into a container otherwise leaves there what runs on the next request",
    source="AWS Security Hub, control ECS.5",
)
def task_root_is_read_only(props: Props) -> Iterator[str]:
    """Containers of ECS tasks see their root file system read-only."""
    for container in containers(props):
        if container.get("readonlyRootFilesystem", False) is not True:
            yield f"set {container.path('readonlyRootFilesystem')} to true"
