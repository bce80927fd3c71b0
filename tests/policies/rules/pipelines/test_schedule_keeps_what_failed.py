from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, resource

SCHEDULE = "aws:scheduler/schedule:Schedule"

CASES = Cases(
    passes={"kept": (resource(SCHEDULE, target={"deadLetterConfig": {"arn": "arn:q"}}),)},
    fails={
        "lost": Case(
            (resource(SCHEDULE, target={"arn": "arn:f"}),),
            ("it: set dead_letter_config of target",),
        )
    },
    not_known={"where": Case((resource(SCHEDULE, target={"deadLetterConfig": UNKNOWN}),))},
)
