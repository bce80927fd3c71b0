from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

URL = "aws:lambda/functionUrl:FunctionUrl"

CASES = Cases(
    passes={"signed": (resource(URL, authorizationType="AWS_IAM"),)},
    fails={
        "open": Case(
            (resource(URL, authorizationType="NONE"),),
            ("it: set authorization_type to 'AWS_IAM', got 'NONE'",),
        )
    },
    not_known={
        "how": Case((resource(URL, authorizationType=UNKNOWN),), ("it?: authorizationType",))
    },
)
