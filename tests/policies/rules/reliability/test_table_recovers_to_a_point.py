from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

TABLE = "aws:dynamodb/table:Table"
MISSING = ("it: set enabled of point_in_time_recovery to True",)

CASES = Cases(
    passes={"on": (resource(TABLE, pointInTimeRecovery={"enabled": True}),)},
    fails={
        "nothing said": Case((resource(TABLE),), MISSING),
        "off": Case((resource(TABLE, pointInTimeRecovery={"enabled": False}),), MISSING),
    },
    not_known={
        "whether": Case(
            (resource(TABLE, pointInTimeRecovery={"enabled": UNKNOWN}),),
            ("it?: pointInTimeRecovery.enabled",),
        )
    },
)
