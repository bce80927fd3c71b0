from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"
IMAGES = "aws:ecr/repository:Repository"
TABLE = "aws:dynamodb/table:Table"
PROD = {"environment": "prod"}

CASES = Cases(
    passes={
        "a bucket": (resource(BUCKET, tagsAll=PROD, forceDestroy=False),),
        "a table": (resource(TABLE, tagsAll=PROD, deletionProtectionEnabled=True),),
        "development": (resource(BUCKET, tagsAll={"environment": "dev"}, forceDestroy=True),),
        "no tags": (resource(BUCKET, forceDestroy=True),),
    },
    fails={
        "a bucket": Case(
            (resource(BUCKET, tagsAll=PROD, forceDestroy=True),), ("it: leave force_destroy out",)
        ),
        "images": Case(
            (resource(IMAGES, tagsAll={"environment": "production"}, forceDelete=True),),
            ("it: leave force_delete out",),
        ),
        "a table": Case(
            (resource(TABLE, tagsAll=PROD),), ("it: set deletion_protection_enabled to True",)
        ),
    },
    not_known={
        "whether": Case(
            (resource(BUCKET, tagsAll=PROD, forceDestroy=UNKNOWN),), ("it?: forceDestroy",)
        )
    },
)
