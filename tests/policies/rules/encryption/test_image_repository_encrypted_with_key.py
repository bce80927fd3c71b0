from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REPOSITORY = "aws:ecr/repository:Repository"


def repository(**encryption: object) -> object:
    return resource(REPOSITORY, encryptionConfigurations=[encryption])


CASES = Cases(
    passes={"the key": (repository(encryptionType="KMS", kmsKey="<<key#arn>>"),)},
    fails={
        "nothing said": Case(
            (resource(REPOSITORY),),
            ("it: set encryption_configurations to KMS with the stack's key",),
        ),
        "a key of S3": Case(
            (repository(encryptionType="AES256"),),
            ("it: set encryption_type to 'KMS', got 'AES256'",),
        ),
        "the key of AWS": Case(
            (repository(encryptionType="KMS"),), ("it: set kms_key to the stack's key",)
        ),
    },
    not_known={
        "the key": Case((repository(encryptionType="KMS", kmsKey=UNKNOWN),)),
        "everything": Case(
            (resource(REPOSITORY, encryptionConfigurations=UNKNOWN),),
            ("it?: encryptionConfigurations",),
        ),
    },
)
