from policies.testing import UNKNOWN, Case, Cases, resource

KAFKA = "aws:msk/cluster:Cluster"


def kafka(transit: object = None) -> object:
    return resource(
        KAFKA,
        encryptionInfo={"encryptionAtRestKmsKeyArn": "<<key#arn>>", "encryptionInTransit": transit},
    )


CASES = Cases(
    passes={
        "the key, and TLS by default": (kafka(),),
        "both said": (kafka({"clientBroker": "TLS", "inCluster": True}),),
    },
    fails={
        "no key": Case(
            (resource(KAFKA),),
            ("it: set encryption_at_rest_kms_key_arn of encryption_info to the stack's key",),
        ),
        "plain text": Case(
            (kafka({"clientBroker": "TLS_PLAINTEXT", "inCluster": False}),),
            (
                "it: set client_broker of encryption_in_transit to 'TLS', got 'TLS_PLAINTEXT'",
                "it: set in_cluster of encryption_in_transit to True",
            ),
        ),
    },
    not_known={
        "what clients use": Case(
            (kafka({"clientBroker": UNKNOWN}),),
            ("it?: encryptionInfo.encryptionInTransit.clientBroker",),
        )
    },
)
