from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"

MONTH = {"unit": "Days", "value": 30}

CASES = Cases(
    passes={
        "a month": (
            resource(CLASSIC, "one", onlineStoreConfig={"ttlDuration": MONTH}),
            resource(NATIVE, "two", onlineStoreConfig={"ttlDuration": MONTH}),
        ),
        "no online store": (resource(NATIVE),),
    },
    fails={
        "never": Case(
            (resource(NATIVE, onlineStoreConfig={"enableOnlineStore": True}),),
            ("it: set ttl_duration of online_store_config",),
        )
    },
    not_known={"when": Case((resource(NATIVE, onlineStoreConfig={"ttlDuration": UNKNOWN}),))},
)
