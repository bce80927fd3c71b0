from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

SCHEDULE = "aws:scheduler/schedule:Schedule"
QUEUE = {"arn": "<<queue#arn>>"}

CASES = Cases(
    passes={"a queue": (resource(SCHEDULE, target={"arn": "x", "deadLetterConfig": QUEUE}),)},
    fails={
        "none": Case(
            (resource(SCHEDULE, target={"arn": "x"}),),
            ("it: set dead_letter_config of target to a queue",),
        )
    },
    not_known={
        "which queue": Case((resource(SCHEDULE, target={"deadLetterConfig": UNKNOWN}),)),
        "the target": Case((resource(SCHEDULE, target=UNKNOWN),), ("it?: target",)),
    },
)
