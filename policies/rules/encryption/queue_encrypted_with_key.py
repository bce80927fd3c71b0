"""Queues are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:sqs/queue:Queue",
    why="a failed event lies in its queue for days, with what it was about",
    source="AWS Security Hub, control SQS.1",
)
def queue_encrypted_with_key(props: Props) -> Iterator[str]:
    """Queues are encrypted with the stack's key."""
    yield from without_key(props, "kmsMasterKeyId", "kms_master_key_id")
