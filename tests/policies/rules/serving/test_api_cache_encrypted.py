from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

METHODS = "aws:apigateway/methodSettings:MethodSettings"
MISSING = ("it: set cache_data_encrypted to True",)

CASES = Cases(
    passes={
        "encrypted": (
            resource(METHODS, settings={"cachingEnabled": True, "cacheDataEncrypted": True}),
        ),
        "no cache": (resource(METHODS, settings={"cachingEnabled": False}),),
        "nothing said": (resource(METHODS, settings={"loggingLevel": "ERROR"}),),
    },
    fails={
        "in the clear": Case((resource(METHODS, settings={"cachingEnabled": True}),), MISSING),
        "said so": Case(
            (resource(METHODS, settings={"cachingEnabled": True, "cacheDataEncrypted": False}),),
            MISSING,
        ),
    },
    not_known={
        "whether": Case(
            (resource(METHODS, settings={"cachingEnabled": True, "cacheDataEncrypted": UNKNOWN}),),
            ("it?: settings.cacheDataEncrypted",),
        )
    },
)
