"""Image repositories are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:ecr/repository:Repository",
    why="images hold code and, often enough, weights and credentials",
    source="AWS Security Hub, control ECR.5",
    remediation="encryption can only be chosen when the repository is created",
)
def image_repository_encrypted_with_key(props: Props) -> Iterator[str]:
    """Image repositories are encrypted with the stack's key."""
    found = [*props.objects("encryptionConfigurations")]
    if not found:
        yield "set encryption_configurations to KMS with the stack's key"
    for configuration in found:
        kind = configuration.get("encryptionType", "AES256")
        if kind not in ("KMS", "KMS_DSSE"):
            yield f"set encryption_type to 'KMS', got {kind!r}"
        else:
            yield from without_key(configuration, "kmsKey", "kms_key")
