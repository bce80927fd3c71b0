from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"

FIX = "it: name a table in data_catalog_config, or set disable_glue_table_creation to False"

CASES = Cases(
    passes={
        "by itself": (resource(CLASSIC, offlineStoreConfig={"tableFormat": "Glue"}),),
        "one that is there": (
            resource(
                NATIVE,
                offlineStoreConfig={
                    "disableGlueTableCreation": True,
                    "dataCatalogConfig": {"tableName": "clicks"},
                },
            ),
        ),
        "no offline store": (resource(NATIVE),),
    },
    fails={
        "none": Case(
            (resource(NATIVE, offlineStoreConfig={"disableGlueTableCreation": True}),), (FIX,)
        )
    },
    not_known={
        "whether": Case(
            (resource(NATIVE, offlineStoreConfig={"disableGlueTableCreation": UNKNOWN}),),
            ("it?: offlineStoreConfig.disableGlueTableCreation",),
        )
    },
)
