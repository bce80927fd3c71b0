"""What a catalogue says of the data is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
    why="names of columns and partitions tell of the people in the data, and connections hold "
    "passwords",
    source="AWS Glue Developer Guide, Encrypting your Data Catalog",
)
def data_catalog_encrypted_with_key(props: Props) -> Iterator[str]:
    """The catalogue of Glue and the passwords in it are encrypted with the stack's key."""
    settings = props.object("dataCatalogEncryptionSettings")
    at_rest = settings.object("encryptionAtRest")
    if at_rest.get("catalogEncryptionMode", "DISABLED") == "DISABLED":
        yield "set catalog_encryption_mode of encryption_at_rest to 'SSE-KMS'"
    else:
        yield from without_key(
            at_rest, "sseAwsKmsKeyId", "sse_aws_kms_key_id of encryption_at_rest"
        )
    passwords = settings.object("connectionPasswordEncryption")
    if passwords.get("returnConnectionPasswordEncrypted", False) is not True:
        yield ("set return_connection_password_encrypted of connection_password_encryption to True")
    else:
        yield from without_key(
            passwords, "awsKmsKeyId", "aws_kms_key_id of connection_password_encryption"
        )
