from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PROJECT = "aws:codebuild/project:Project"

CASES = Cases(
    passes={
        "nothing made": (resource(PROJECT, artifacts={"type": "NO_ARTIFACTS"}),),
        "said so": (resource(PROJECT, artifacts={"type": "S3", "encryptionDisabled": False}),),
    },
    fails={
        "what it makes": Case(
            (resource(PROJECT, artifacts={"type": "S3", "encryptionDisabled": True}),),
            ("it: leave artifacts.encryptionDisabled out",),
        ),
        "its log": Case(
            (resource(PROJECT, logsConfig={"s3Logs": {"encryptionDisabled": True}}),),
            ("it: leave logsConfig.s3Logs.encryptionDisabled out",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(PROJECT, artifacts={"encryptionDisabled": UNKNOWN}),),
            ("it?: artifacts.encryptionDisabled",),
        )
    },
)
