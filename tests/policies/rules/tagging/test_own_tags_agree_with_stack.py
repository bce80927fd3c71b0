from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"

CASES = Cases(
    passes={
        "none of its own": (resource(BUCKET, tagsAll={"team": "fraud"}),),
        "the same": (resource(BUCKET, tags={"team": "fraud", "environment": "dev"}),),
        "others": (resource(BUCKET, tags={"Name": "raw"}),),
    },
    fails={
        "another team": Case(
            (resource(BUCKET, tags={"team": "vision"}),),
            ("it: leave the tag team out, as the stack is fraud-dev, got 'vision'",),
        ),
        "another environment": Case(
            (resource(BUCKET, tags={"environment": "prod"}),),
            ("it: leave the tag environment out, as the stack is fraud-dev, got 'prod'",),
        ),
    },
    not_known={
        "which": Case((resource(BUCKET, tags={"team": UNKNOWN}),), ("it?: tags.team",)),
        "another tag": Case((resource(BUCKET, tags={"Name": UNKNOWN}),)),
    },
)
