from policies.testing import UNKNOWN, Case, Cases, resource

ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"

CASES = Cases(
    passes={
        "monthly": (resource(ROTATION, rotationRules={"automaticallyAfterDays": 30}),),
        "by schedule": (resource(ROTATION, rotationRules={"scheduleExpression": "rate(10 days)"}),),
    },
    fails={
        "yearly": Case(
            (resource(ROTATION, rotationRules={"automaticallyAfterDays": 365}),),
            ("it: set automatically_after_days of rotation_rules to 90 or less, got 365",),
        )
    },
    not_known={
        "when": Case(
            (resource(ROTATION, rotationRules={"automaticallyAfterDays": UNKNOWN}),),
            ("it?: rotationRules.automaticallyAfterDays",),
        )
    },
)
