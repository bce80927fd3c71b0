"""Keys are replaced every year."""

from collections.abc import Iterator

from policies.encryption import KMS_KEY
from policies.repair import setting
from policies.rule import Props, rule


@rule(
    applies_to=KMS_KEY,
    why="the older a key, the more data one leak of it opens",
    source="AWS Security Hub, control KMS.4",
    repair=setting(enableKeyRotation=True),
)
def key_rotates(props: Props) -> Iterator[str]:
    """Symmetric encryption keys rotate automatically."""
    symmetric = props.get("customerMasterKeySpec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    if symmetric and props.get("enableKeyRotation", False) is not True:
        yield "set enable_key_rotation to True"
