from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"


def offline(**storage: object) -> dict[str, object]:
    return {"s3StorageConfig": {"s3Uri": "s3://features", **storage}}


CASES = Cases(
    passes={
        "the key": (
            resource(CLASSIC, "one", offlineStoreConfig=offline(kmsKeyId="<<key#arn>>")),
            resource(NATIVE, "two", offlineStoreConfig=offline(kmsKeyId="<<key#arn>>")),
        ),
        "none": (resource(NATIVE),),
    },
    fails={
        "no key": Case(
            (resource(NATIVE, offlineStoreConfig=offline()),),
            ("it: offline store: set kms_key_id to the stack's key",),
        )
    },
    not_known={"the key": Case((resource(CLASSIC, offlineStoreConfig=offline(kmsKeyId=UNKNOWN)),))},
)
