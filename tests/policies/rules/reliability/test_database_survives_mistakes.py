from policies.testing import UNKNOWN, Case, Cases, resource

RDS = "aws:rds/instance:Instance"
SAFE = {"deletionProtection": True, "backupRetentionPeriod": 14}

CASES = Cases(
    passes={"both": (resource(RDS, **SAFE),)},
    fails={
        "nothing said": Case(
            (resource(RDS),),
            (
                "it: set deletion_protection to True",
                "it: set backup_retention_period to 7 or more, got None",
            ),
        ),
        "a day of backups": Case(
            (resource(RDS, **{**SAFE, "backupRetentionPeriod": 1}),),
            ("it: set backup_retention_period to 7 or more, got 1",),
        ),
    },
    not_known={
        "how long": Case(
            (resource(RDS, **{**SAFE, "backupRetentionPeriod": UNKNOWN}),),
            ("it?: backupRetentionPeriod",),
        )
    },
)
