from policies.testing import UNKNOWN, Case, Cases, resource

KEY = "aws:kms/key:Key"

CASES = Cases(
    passes={
        "a month, which is the default": (resource(KEY),),
        "two weeks": (resource(KEY, deletionWindowInDays=14),),
    },
    fails={
        "a week": Case(
            (resource(KEY, deletionWindowInDays=7),),
            ("it: set deletion_window_in_days to 14 or more, got 7",),
        )
    },
    not_known={
        "how long": Case(
            (resource(KEY, deletionWindowInDays=UNKNOWN),), ("it?: deletionWindowInDays",)
        )
    },
)
