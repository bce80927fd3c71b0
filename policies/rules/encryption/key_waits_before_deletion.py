"""There is time to notice that a key is about to be deleted."""

from collections.abc import Iterator

from policies.encryption import KMS_KEY
from policies.rule import Props, rule

_SHORTEST = 14


@rule(
    applies_to=KMS_KEY,
    why="with the key goes everything under it: data, models, images, logs and backups",
    source="AWS Key Management Service Developer Guide, Delete an AWS KMS key",
)
def key_waits_before_deletion(props: Props) -> Iterator[str]:
    """Keys are deleted 14 days or more after somebody asked for it."""
    days = props.get("deletionWindowInDays", 30)
    if days < _SHORTEST:
        yield f"set deletion_window_in_days to {_SHORTEST} or more, got {days}"
