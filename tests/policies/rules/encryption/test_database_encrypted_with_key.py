from policies.testing import UNKNOWN, Case, Cases, resource

CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
GRAPH = "aws:neptune/cluster:Cluster"
RDS = "aws:rds/instance:Instance"
SEARCH = "aws:opensearch/domain:Domain"
KEY = "<<key#arn>>"

CASES = Cases(
    passes={
        "a database": (resource(RDS, storageEncrypted=True, kmsKeyId=KEY),),
        "a graph": (resource(GRAPH, storageEncrypted=True, kmsKeyArn=KEY),),
        "a cache that says so in words": (
            resource(CACHE, atRestEncryptionEnabled="true", kmsKeyId=KEY),
        ),
        "a search domain": (resource(SEARCH, encryptAtRest={"enabled": True, "kmsKeyId": KEY}),),
    },
    fails={
        "a global database": Case(
            (resource("aws:rds/globalCluster:GlobalCluster"),),
            ("it: set storageEncrypted to True",),
        ),
        "a cache of DynamoDB": Case(
            (resource("aws:dax/cluster:Cluster"),),
            ("it: set serverSideEncryption.enabled to True",),
        ),
        "nothing said": Case((resource(RDS),), ("it: set storage_encrypted to True",)),
        "the key of AWS": Case(
            (resource(GRAPH, storageEncrypted=True),), ("it: set kms_key_arn to the stack's key",)
        ),
        "a cache": Case((resource(CACHE),), ("it: set at_rest_encryption_enabled to True",)),
        "a search domain": Case(
            (resource(SEARCH),), ("it: set enabled of encrypt_at_rest to True",)
        ),
        "a search domain with the key of AWS": Case(
            (resource(SEARCH, encryptAtRest={"enabled": True}),),
            ("it: set kms_key_id of encrypt_at_rest to the stack's key",),
        ),
    },
    not_known={
        "the key": Case((resource(RDS, storageEncrypted=True, kmsKeyId=UNKNOWN),)),
        "whether": Case((resource(RDS, storageEncrypted=UNKNOWN),), ("it?: storageEncrypted",)),
    },
)
