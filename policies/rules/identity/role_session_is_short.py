"""What somebody assumed in the morning has ended by the evening."""

from collections.abc import Iterator

from policies.grants import ROLE
from policies.rule import Props, rule

_LONGEST_HOURS = 8


@rule(
    applies_to=ROLE,
    why="credentials copied from a session work until it ends, and nothing takes them back",
    source="AWS Well-Architected Framework, SEC02-BP02 Use temporary credentials",
)
def role_session_is_short(props: Props) -> Iterator[str]:
    """Sessions of a role last a working day at most, which is eight hours."""
    seconds = props.get("maxSessionDuration", 3600)
    if seconds > _LONGEST_HOURS * 3600:
        yield f"set max_session_duration to {_LONGEST_HOURS * 3600} or less, got {seconds}"
