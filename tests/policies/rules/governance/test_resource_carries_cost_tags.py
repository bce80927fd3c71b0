from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"
ALL = {"team": "fraud", "environment": "dev", "owner": "jo", "cost-center": "42"}

CASES = Cases(
    passes={
        "all four": (resource(BUCKET, tagsAll=ALL),),
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
    },
    not_known={
        "the value of one": Case((resource(BUCKET, tagsAll={**ALL, "owner": UNKNOWN}),)),
        "which": Case((resource(BUCKET, tagsAll=UNKNOWN),), ("it?: tagsAll",)),
    },
)
