from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"


def online(**rest: object) -> dict[str, object]:
    return {"enableOnlineStore": True, **rest}


KEY = {"kmsKeyId": "<<key#arn>>"}
FIX = "it: set kms_key_id of security_config of the online store to the stack's key"

CASES = Cases(
    passes={
        "the key": (
            resource(CLASSIC, "one", onlineStoreConfig=online(securityConfig=KEY)),
            resource(NATIVE, "two", onlineStoreConfig=online(securityConfig=KEY)),
        ),
        "none": (resource(CLASSIC),),
        "switched off": (resource(NATIVE, onlineStoreConfig={"enableOnlineStore": False}),),
        "in memory": (resource(NATIVE, onlineStoreConfig=online(storageType="InMemory")),),
    },
    fails={
        "no key": Case((resource(NATIVE, onlineStoreConfig=online()),), (FIX,)),
        "nothing said about it": Case(
            (resource(CLASSIC, onlineStoreConfig=online(securityConfig={"kmsKeyId": None})),),
            (FIX,),
        ),
    },
    not_known={
        "the key": Case(
            (resource(NATIVE, onlineStoreConfig=online(securityConfig={"kmsKeyId": UNKNOWN})),)
        ),
        "whether": Case(
            (resource(NATIVE, onlineStoreConfig={"enableOnlineStore": UNKNOWN}),),
            ("it?: onlineStoreConfig.enableOnlineStore",),
        ),
    },
)
