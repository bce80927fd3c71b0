from policies.testing import UNKNOWN, Case, Cases, resource

DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
VAULT = "aws:backup/vault:Vault"
OURS = {"enabled": True, "keyType": "CUSTOMER_MANAGED_CMK"}

CASES = Cases(
    passes={
        "a delivery": (resource(DELIVERY, serverSideEncryption={**OURS, "keyArn": "<<key#arn>>"}),),
        "a delivery out of a stream": (
            resource(DELIVERY, kinesisSourceConfiguration={"roleArn": "r"}),
        ),
        "a vault": (resource(VAULT, kmsKeyArn="<<key#arn>>"),),
    },
    fails={
        "a delivery, nothing said": Case(
            (resource(DELIVERY),), ("it: set enabled of server_side_encryption to True",)
        ),
        "a delivery with the key of AWS": Case(
            (resource(DELIVERY, serverSideEncryption={"enabled": True}),),
            ("it: set key_type of server_side_encryption to 'CUSTOMER_MANAGED_CMK'",),
        ),
        "a delivery without the key": Case(
            (resource(DELIVERY, serverSideEncryption=OURS),),
            ("it: set key_arn of server_side_encryption to the stack's key",),
        ),
        "a vault, nothing said": Case(
            (resource(VAULT),), ("it: set kms_key_arn to the stack's key",)
        ),
    },
    not_known={
        "the key": Case((resource(VAULT, kmsKeyArn=UNKNOWN),)),
        "whether": Case(
            (resource(DELIVERY, serverSideEncryption={"enabled": UNKNOWN}),),
            ("it?: serverSideEncryption.enabled",),
        ),
    },
)
