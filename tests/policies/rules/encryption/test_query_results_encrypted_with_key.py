from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

WORKGROUP = "aws:athena/workgroup:Workgroup"


def workgroup(**encryption: object) -> object:
    results = {"outputLocation": "s3://x/", "encryptionConfiguration": encryption}
    return resource(WORKGROUP, configuration={"resultConfiguration": results})


CASES = Cases(
    passes={"the key": (workgroup(encryptionOption="SSE_KMS", kmsKeyArn="<<key#arn>>"),)},
    fails={
        "nothing said": Case(
            (resource(WORKGROUP),),
            ("it: set encryption_option of the result configuration to 'SSE_KMS', got None",),
        ),
        "keys of S3": Case(
            (workgroup(encryptionOption="SSE_S3"),),
            ("it: set encryption_option of the result configuration to 'SSE_KMS', got 'SSE_S3'",),
        ),
        "no key": Case(
            (workgroup(encryptionOption="SSE_KMS"),), ("it: set kms_key_arn to the stack's key",)
        ),
    },
    not_known={
        "the key": Case((workgroup(encryptionOption="SSE_KMS", kmsKeyArn=UNKNOWN),)),
        "everything": Case((resource(WORKGROUP, configuration=UNKNOWN),), ("it?: configuration",)),
    },
)
