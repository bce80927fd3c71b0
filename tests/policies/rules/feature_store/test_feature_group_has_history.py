from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"

CASES = Cases(
    passes={"an offline store": (resource(CLASSIC, offlineStoreConfig={"tableFormat": "Glue"}),)},
    fails={
        "only an online store": Case(
            (resource(NATIVE, onlineStoreConfig={"enableOnlineStore": True}),),
            ("it: set offline_store_config",),
        )
    },
    not_known={"where": Case((resource(NATIVE, offlineStoreConfig=UNKNOWN),))},
)
