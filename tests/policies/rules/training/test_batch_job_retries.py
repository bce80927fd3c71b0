from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DEFINITION = "aws:batch/jobDefinition:JobDefinition"

CASES = Cases(
    passes={"two": (resource(DEFINITION, retryStrategy={"attempts": 2}),)},
    fails={
        "nothing said": Case(
            (resource(DEFINITION),), ("it: set attempts of retry_strategy to 2 or more, got 1",)
        ),
        "one": Case(
            (resource(DEFINITION, retryStrategy={"attempts": 1}),),
            ("it: set attempts of retry_strategy to 2 or more, got 1",),
        ),
    },
    not_known={
        "how many": Case(
            (resource(DEFINITION, retryStrategy={"attempts": UNKNOWN}),),
            ("it?: retryStrategy.attempts",),
        )
    },
)
