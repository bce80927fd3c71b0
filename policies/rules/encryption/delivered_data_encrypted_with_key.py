"""What is on its way into the lake, and what is copied out of it, is encrypted with our key."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
_VAULT = "aws:backup/vault:Vault"


@rule(
    applies_to=(_DELIVERY, _VAULT),
    why="events wait in a delivery stream, and a backup holds all that was ever deleted",
    source="AWS Security Hub, control DataFirehose.1; AWS Backup Developer Guide, "
    "Encryption for backups in AWS Backup",
)
def delivered_data_encrypted_with_key(props: Props) -> Iterator[str]:
    """Delivery streams and backup vaults are encrypted with the stack's key."""
    if props.resource.type == _VAULT:
        yield from without_key(props, "kmsKeyArn", "kms_key_arn")
    elif "kinesisSourceConfiguration" not in props:
        # With a stream of Kinesis as its source, nothing waits in it.
        encryption = props.get("serverSideEncryption", {})
        if encryption.get("enabled", False) is not True:
            yield "set enabled of server_side_encryption to True"
        elif encryption.get("keyType", "AWS_OWNED_CMK") != "CUSTOMER_MANAGED_CMK":
            yield "set key_type of server_side_encryption to 'CUSTOMER_MANAGED_CMK'"
        else:
            yield from without_key(encryption, "keyArn", "key_arn of server_side_encryption")
