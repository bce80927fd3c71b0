from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

GROUP = "aws:cloudwatch/logGroup:LogGroup"

CASES = Cases(
    passes={"ninety days": (resource(GROUP, retentionInDays=90),)},
    fails={
        "none": Case((resource(GROUP),), ("it: set retention_in_days",)),
        "for ever": Case((resource(GROUP, retentionInDays=0),), ("it: set retention_in_days",)),
    },
    not_known={
        "the days": Case((resource(GROUP, retentionInDays=UNKNOWN),), ("it?: retentionInDays",))
    },
)
