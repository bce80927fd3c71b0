"""What was in the memory of a model that crashed is locked away."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.endpoints import ENDPOINT_CONFIGS, variants
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="a core dump holds the model, and the requests that it was answering",
    source="Amazon SageMaker AI API Reference, ProductionVariantCoreDumpConfig",
)
def core_dumps_encrypted_with_key(props: Props) -> Iterator[str]:
    """Core dumps of endpoints are encrypted with the stack's key."""
    for variant in variants(props):
        if "coreDumpConfig" in variant:
            yield from without_key(
                variant.object("coreDumpConfig"), "kmsKeyId", "kms_key_id of core_dump_config"
            )
