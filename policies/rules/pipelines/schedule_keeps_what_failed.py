"""A start that fails is kept, and seen."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:scheduler/schedule:Schedule",
    why="a schedule that cannot start its target gives up in silence, and nothing is retrained",
    source="Amazon EventBridge Scheduler User Guide, Configuring a dead-letter queue",
)
def schedule_keeps_what_failed(schedule: Props) -> Iterator[str]:
    """Schedules have a dead-letter queue."""
    if "deadLetterConfig" not in schedule["target"]:
        yield "set dead_letter_config of target"
