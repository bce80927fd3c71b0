"""Kafka clusters encrypt what they keep and what they send."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:msk/cluster:Cluster",
    why="events that features are made of lie on the brokers for days",
    source="AWS Security Hub, control MSK.1; Amazon MSK Developer Guide, Amazon MSK encryption",
)
def kafka_encrypted_with_key(props: Props) -> Iterator[str]:
    """MSK clusters are encrypted with the stack's key, and so is all that they take and pass on."""
    encryption = props.object("encryptionInfo")
    yield from without_key(
        encryption, "encryptionAtRestKmsKeyArn", "encryption_at_rest_kms_key_arn of encryption_info"
    )
    transit = encryption.object("encryptionInTransit")
    clients = transit.get("clientBroker", "TLS")
    if clients != "TLS":
        yield f"set client_broker of encryption_in_transit to 'TLS', got {clients!r}"
    if transit.get("inCluster", True) is not True:
        yield "set in_cluster of encryption_in_transit to True"
