"""A schedule that starts nothing is seen."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:scheduler/schedule:Schedule",
    why="a nightly job that never started looks the same as one with nothing to do",
    source="Amazon EventBridge Scheduler User Guide, "
    "Configuring a dead-letter queue for EventBridge Scheduler",
)
def schedule_failures_kept(props: Props) -> Iterator[str]:
    """Schedules keep what they could not start in a dead-letter queue."""
    if "deadLetterConfig" not in props.object("target"):
        yield "set dead_letter_config of target to a queue"
