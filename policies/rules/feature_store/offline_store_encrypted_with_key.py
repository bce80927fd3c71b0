"""The history of features is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.feature_groups import FEATURE_GROUPS
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="the offline store keeps each value that a feature of a customer ever had",
    source="AWS Security Hub, control SageMaker.17",
    remediation="the key can only be chosen when the feature group is created",
)
def offline_store_encrypted_with_key(group: Props) -> Iterator[str]:
    """Offline stores are encrypted with the stack's key."""
    if "offlineStoreConfig" in group:
        storage = group.object("offlineStoreConfig").object("s3StorageConfig")
        for problem in without_key(storage, "kmsKeyId", "kms_key_id"):
            yield f"offline store: {problem}"
