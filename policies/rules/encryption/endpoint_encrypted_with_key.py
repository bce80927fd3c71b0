"""Disks of endpoints are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.endpoints import (
    ENDPOINT_CONFIG,
    ENDPOINT_CONFIGS,
    instance_types,
    is_serverless,
    variants,
)
from policies.machines import has_disks_built_in
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="the disk of an endpoint holds the model and what was asked of it",
    source="Amazon SageMaker AI API Reference, CreateEndpointConfig, KmsKeyId",
)
def endpoint_encrypted_with_key(props: Props) -> Iterator[str]:
    """Endpoint disks are encrypted with the stack's key, where the machine lets one choose it."""
    on_machines = [v for v in variants(props) if not is_serverless(v)]
    if any(has_disks_built_in(name) for v in on_machines for name in instance_types(v)):
        return
    if on_machines and props.resource.type == ENDPOINT_CONFIG:
        yield from without_key(props, "kmsKeyArn", "kms_key_arn")
    elif on_machines:
        yield from without_key(props, "kmsKeyId", "kms_key_id")
