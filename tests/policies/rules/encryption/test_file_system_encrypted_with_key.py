from policies.testing import UNKNOWN, Case, Cases, resource

EFS = "aws:efs/fileSystem:FileSystem"
LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem"

CASES = Cases(
    passes={
        "EFS": (resource(EFS, encrypted=True, kmsKeyId="<<key#arn>>"),),
        "Lustre": (resource(LUSTRE, deploymentType="PERSISTENT_2", kmsKeyId="<<key#arn>>"),),
        "Lustre for scratch": (resource(LUSTRE, deploymentType="SCRATCH_2"),),
    },
    fails={
        "EFS, nothing said": Case(
            (resource(EFS),),
            ("it: set encrypted to True", "it: set kms_key_id to the stack's key"),
        ),
        "EFS with the key of AWS": Case(
            (resource(EFS, encrypted=True),), ("it: set kms_key_id to the stack's key",)
        ),
        "Lustre with the key of AWS": Case(
            (resource(LUSTRE, deploymentType="PERSISTENT_1"),),
            ("it: set kms_key_id to the stack's key",),
        ),
        "OpenZFS": Case(
            (resource("aws:fsx/openZfsFileSystem:OpenZfsFileSystem"),),
            ("it: set kms_key_id to the stack's key",),
        ),
    },
    not_known={
        "the key": Case((resource(EFS, encrypted=True, kmsKeyId=UNKNOWN),)),
        "the kind": Case((resource(LUSTRE, deploymentType=UNKNOWN),), ("it?: deploymentType",)),
    },
)
