"""Disks of endpoints are encrypted with a key that the customer manages."""

import re
from collections.abc import Iterator

from policies.encryption import without_key
from policies.endpoints import ENDPOINT_CONFIG, is_serverless, variants
from policies.rule import Props, rule

_LOCAL_STORAGE = re.compile(
    r"ml\.(dl1|g4dn|g[5-9]\w*|gr\d\w*|p3dn|p4de?|p[5-9]\S*|trn\d\w*|\w+\dg?i?d\w*)\."
)
"""Families with disks built in, which their hardware encrypts; SageMaker refuses a key for them."""


@rule(
    applies_to=ENDPOINT_CONFIG,
    why="the disk of an endpoint holds the model and what was asked of it",
    source="Amazon SageMaker AI API Reference, CreateEndpointConfig, KmsKeyId",
)
def endpoint_encrypted_with_key(props: Props) -> Iterator[str]:
    """Endpoint disks are encrypted with the stack's key, where the machine lets one choose it."""
    on_machines = [v for v in variants(props) if not is_serverless(v)]
    if any(_LOCAL_STORAGE.match(v.get("instanceType", "")) for v in on_machines):
        return
    if on_machines:
        yield from without_key(props, "kmsKeyArn", "kms_key_arn")
