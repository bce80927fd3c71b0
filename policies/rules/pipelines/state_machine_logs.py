"""What each run of a state machine did can be looked up."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sfn/stateMachine:StateMachine",
    why="the history of a run goes after 90 days, and no alarm can look into it",
    source="AWS Security Hub, control StepFunctions.1",
)
def state_machine_logs(props: Props) -> Iterator[str]:
    """State machines write what fails in their runs to a log group."""
    level = props.object("loggingConfiguration").get("level", "OFF")
    if level not in ("ALL", "ERROR", "FATAL"):
        yield f"set level of logging_configuration to 'ERROR', got {level!r}"
