"""Records of a trail are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.buckets import TRAIL
from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to=TRAIL,
    why="the records say who works here with what, which is where an intruder begins",
    source="AWS Security Hub, control CloudTrail.2",
)
def trail_encrypted_with_key(props: Props) -> Iterator[str]:
    """Trails encrypt their files with the stack's key."""
    yield from without_key(props, "kmsKeyId", "kms_key_id")
