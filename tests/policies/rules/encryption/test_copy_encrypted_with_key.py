from policies.testing import UNKNOWN, Case, Cases, resource

IMAGE = "aws:ec2/amiCopy:AmiCopy"
REPLICA = "aws:dynamodb/tableReplica:TableReplica"

CASES = Cases(
    passes={
        "an image": (resource(IMAGE, encrypted=True, kmsKeyId="<<key#arn>>"),),
        "a replica": (resource(REPLICA, kmsKeyArn="<<key#arn>>"),),
    },
    fails={
        "an image": Case(
            (resource(IMAGE),),
            ("it: set encrypted to True", "it: set kms_key_id to the stack's key"),
        ),
        "a replica": Case((resource(REPLICA),), ("it: set kms_key_arn to the stack's key",)),
    },
    not_known={
        "whether": Case(
            (resource(IMAGE, encrypted=UNKNOWN, kmsKeyId="<<key#arn>>"),), ("it?: encrypted",)
        )
    },
)
