"""It shows if somebody changed the records of a trail."""

from collections.abc import Iterator

from policies.buckets import TRAIL
from policies.rule import Props, rule


@rule(
    applies_to=TRAIL,
    why="an intruder who edits the records leaves nothing that proves what was done",
    source="AWS Security Hub, control CloudTrail.4",
)
def trail_files_are_validated(props: Props) -> Iterator[str]:
    """Trails write digests by which their files can be validated."""
    if props.get("enableLogFileValidation", False) is not True:
        yield "set enable_log_file_validation to True"
