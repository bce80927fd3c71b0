from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ROLE = "aws:iam/role:Role"

CASES = Cases(
    passes={"a boundary": (resource(ROLE, permissionsBoundary="<<boundary#arn>>"),)},
    fails={
        "none": Case(
            (resource(ROLE),),
            ("it: set permissions_boundary to the policy of the stack's boundary",),
        )
    },
    not_known={"one not known is one": Case((resource(ROLE, permissionsBoundary=UNKNOWN),))},
)
