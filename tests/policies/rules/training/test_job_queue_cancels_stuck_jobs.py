from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

QUEUE = "aws:batch/jobQueue:JobQueue"

CASES = Cases(
    passes={"some": (resource(QUEUE, jobStateTimeLimitActions=[{"action": "CANCEL"}]),)},
    fails={
        "nothing said": Case((resource(QUEUE),), ("it: set job_state_time_limit_actions",)),
        "none": Case(
            (resource(QUEUE, jobStateTimeLimitActions=[]),),
            ("it: set job_state_time_limit_actions",),
        ),
    },
    not_known={"after how long": Case((resource(QUEUE, jobStateTimeLimitActions=UNKNOWN),))},
)
