"""A container stays in its box."""

from collections.abc import Iterator

from policies.containers import TASK, containers
from policies.rule import Props, rule


@rule(
    applies_to=TASK,
    why="code in a privileged container is root on the machine, and reads every other task's data",
    source="AWS Security Hub, control ECS.4",
)
def task_container_unprivileged(props: Props) -> Iterator[str]:
    """Containers of ECS tasks are not privileged."""
    for container in containers(props):
        if container.get("privileged", False) is True:
            yield f"leave {container.path('privileged')} out"
