"""Features that endpoints read are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.feature_groups import FEATURE_GROUPS, online_store
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="the online store is a database of customers, by their identifiers",
    source="AWS Security Hub, control SageMaker.18",
    remediation="the key can only be chosen when the feature group is created",
)
def online_store_encrypted_with_key(group: Props) -> Iterator[str]:
    """Online stores are encrypted with the stack's key, but for those in memory."""
    online = online_store(group)
    if online is None or online.get("storageType", "Standard") == "InMemory":
        return
    where = "kms_key_id of security_config of the online store"
    yield from without_key(online.object("securityConfig"), "kmsKeyId", where)
