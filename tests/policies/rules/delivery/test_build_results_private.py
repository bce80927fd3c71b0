from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PROJECT = "aws:codebuild/project:Project"

CASES = Cases(
    passes={
        "nothing said": (resource(PROJECT),),
        "said so": (resource(PROJECT, projectVisibility="PRIVATE"),),
    },
    fails={
        "public": Case(
            (resource(PROJECT, projectVisibility="PUBLIC_READ"),),
            ("it: set project_visibility to 'PRIVATE', got 'PUBLIC_READ'",),
        )
    },
    not_known={
        "which": Case((resource(PROJECT, projectVisibility=UNKNOWN),), ("it?: projectVisibility",)),
    },
)
