from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DEFINITION = "aws:batch/jobDefinition:JobDefinition"

CASES = Cases(
    passes={"an hour": (resource(DEFINITION, timeout={"attemptDurationSeconds": 3600}),)},
    fails={"none": Case((resource(DEFINITION),), ("it: set attempt_duration_seconds of timeout",))},
    not_known={
        "how long": Case((resource(DEFINITION, timeout={"attemptDurationSeconds": UNKNOWN}),))
    },
)
