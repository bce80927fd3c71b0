"""Notification topics are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:sns/topic:Topic",
    why="with the key that AWS manages, CloudWatch alarms and events never reach the topic",
    source="AWS Security Hub, control SNS.1",
)
def topic_encrypted_with_key(props: Props) -> Iterator[str]:
    """Topics are encrypted with the stack's key."""
    yield from without_key(props, "kmsMasterKeyId", "kms_master_key_id")
