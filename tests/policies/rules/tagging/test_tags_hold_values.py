from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUCKET = "aws:s3/bucket:Bucket"
NATIVE = "aws-native:sagemaker:FeatureGroup"

CASES = Cases(
    passes={
        "values": (resource(BUCKET, tagsAll={"team": "fraud", "owner": "jo@acme.example"}),),
        "no tags": (resource(BUCKET),),
        "a word in a value": (resource(BUCKET, tagsAll={"Name": "todo-list"}),),
    },
    fails={
        "empty": Case(
            (resource(BUCKET, tagsAll={"owner": " "}),), ("it: set the tag owner, got ' '",)
        ),
        "a placeholder": Case(
            (resource(BUCKET, tagsAll={"team": "fraud", "owner": "TBD"}),),
            ("it: set the tag owner, got 'TBD'",),
        ),
        "of the other provider": Case(
            (resource(NATIVE, tags=[{"key": "owner", "value": "unknown"}]),),
            ("it: set the tag owner, got 'unknown'",),
        ),
    },
    not_known={
        "a value": Case((resource(BUCKET, tagsAll={"owner": UNKNOWN}),)),
        "all": Case((resource(BUCKET, tagsAll=UNKNOWN),)),
    },
)
