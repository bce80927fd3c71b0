from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"
GROUP = "aws-native:sagemaker:FeatureGroup"
ALL = {"team": "fraud", "environment": "dev", "owner": "jo", "cost-center": "42"}

CASES = Cases(
    passes={
        "all four": (resource(BUCKET, tagsAll=ALL),),
        "all four, as pairs": (resource(GROUP, tags=[{"key": k, "value": "x"} for k in ALL]),),
        "what cannot be tagged": (resource("aws:s3/bucketPolicy:BucketPolicy", policy="{}"),),
        "a component": (resource("stepwell:index:DataLake", tagsAll={}),),
    },
    fails={
        "none": Case(
            (resource(BUCKET, tagsAll={}),),
            ("it: add the tags team, environment, owner, cost-center",),
        ),
        "one is missing": Case(
            (resource(BUCKET, tagsAll={**ALL, "owner": None}),), ("it: add the tags owner",)
        ),
        "three are missing, of pairs": Case(
            (resource(GROUP, tags=[{"key": "owner", "value": "jo"}]),),
            ("it: add the tags team, environment, cost-center",),
        ),
    },
    not_known={
        "the value of one": Case((resource(BUCKET, tagsAll={**ALL, "owner": UNKNOWN}),)),
        "which": Case((resource(BUCKET, tagsAll=UNKNOWN),), ("it?: tagsAll",)),
        "which pairs": Case((resource(GROUP, tags=UNKNOWN),), ("it?: tags",)),
    },
)
