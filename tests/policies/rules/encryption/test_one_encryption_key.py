from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

KEY = resource("aws:kms/key:Key", "key")
TOPIC = "aws:sns/topic:Topic"
WORKGROUP = "aws:athena/workgroup:Workgroup"
FOREIGN = "arn:aws:kms:eu-west-1:111122223333:key/1b2c"


def workgroup(arn: object) -> object:
    encryption = {"encryptionOption": "SSE_KMS", "kmsKeyArn": arn}
    results = {"resultConfiguration": {"encryptionConfiguration": encryption}}
    return resource(WORKGROUP, configuration=results)


CASES = Cases(
    passes={
        "the stack's key": (
            KEY,
            resource(TOPIC, comes_from={"kmsMasterKeyId": KEY}, kmsMasterKeyId="<<key#arn>>"),
        ),
        "an adopted key": (resource(TOPIC, kmsMasterKeyId=FOREIGN),),
        "no key at all is for another rule": (KEY, resource(TOPIC)),
    },
    fails={
        "a key from elsewhere": Case(
            (KEY, resource(TOPIC, kmsMasterKeyId=FOREIGN)),
            (f"it: use the stack's key, got '{FOREIGN}'",),
        ),
        "of a function": Case(
            (KEY, resource("aws:lambda/function:Function", kmsKeyArn=FOREIGN)),
            (f"it: use the stack's key, got '{FOREIGN}'",),
        ),
        "deep inside": Case(
            (KEY, workgroup(FOREIGN)), (f"it: use the stack's key, got '{FOREIGN}'",)
        ),
    },
    not_known={
        "a key of the stack": Case(
            (KEY, resource(TOPIC, comes_from={"kmsMasterKeyId": KEY}, kmsMasterKeyId=UNKNOWN))
        ),
        "a key that nobody knows": Case(
            (KEY, resource(TOPIC, kmsMasterKeyId=UNKNOWN)), ("it?: kmsMasterKeyId",)
        ),
    },
)
