from plan.plan import Resource
from policies.testing import UNKNOWN, Case, Cases, resource

KEY = "<<key#arn>>"
AT_REST = {"catalogEncryptionMode": "SSE-KMS", "sseAwsKmsKeyId": KEY}
PASSWORDS = {"returnConnectionPasswordEncrypted": True, "awsKmsKeyId": KEY}


def settings(at_rest: object = AT_REST, passwords: object = PASSWORDS) -> tuple[Resource]:
    return (
        resource(
            "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
            dataCatalogEncryptionSettings={
                "encryptionAtRest": at_rest,
                "connectionPasswordEncryption": passwords,
            },
        ),
    )


CASES = Cases(
    passes={"both": settings()},
    fails={
        "switched off": Case(
            settings(
                {"catalogEncryptionMode": "DISABLED"}, {"returnConnectionPasswordEncrypted": False}
            ),
            (
                "it: set catalog_encryption_mode of encryption_at_rest to 'SSE-KMS'",
                "it: set return_connection_password_encrypted of connection_password_encryption"
                " to True",
            ),
        ),
        "the key of AWS": Case(
            settings(
                {"catalogEncryptionMode": "SSE-KMS"}, {"returnConnectionPasswordEncrypted": True}
            ),
            (
                "it: set sse_aws_kms_key_id of encryption_at_rest to the stack's key",
                "it: set aws_kms_key_id of connection_password_encryption to the stack's key",
            ),
        ),
    },
    not_known={
        "the key": Case(settings({**AT_REST, "sseAwsKmsKeyId": UNKNOWN})),
        "the mode": Case(
            settings({"catalogEncryptionMode": UNKNOWN}),
            ("it?: dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode",),
        ),
    },
)
