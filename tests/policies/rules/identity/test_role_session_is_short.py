from policies.testing import UNKNOWN, Case, Cases, resource

ROLE = "aws:iam/role:Role"

CASES = Cases(
    passes={
        "an hour, which is the default": (resource(ROLE),),
        "a working day": (resource(ROLE, maxSessionDuration=28800),),
    },
    fails={
        "half a day": Case(
            (resource(ROLE, maxSessionDuration=43200),),
            ("it: set max_session_duration to 28800 or less, got 43200",),
        )
    },
    not_known={
        "how long": Case(
            (resource(ROLE, maxSessionDuration=UNKNOWN),), ("it?: maxSessionDuration",)
        )
    },
)
