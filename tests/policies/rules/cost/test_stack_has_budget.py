from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

BUDGET = "aws:budgets/budget:Budget"

CASES = Cases(
    passes={"a budget": (resource(BUDGET, limitAmount="500"),)},
    fails={
        "none": Case(
            (resource("aws:s3/bucket:Bucket"),),
            ("stepwell-fraud-dev: declare a Budget with alerts",),
        )
    },
    not_known={"its amount": Case((resource(BUDGET, limitAmount=UNKNOWN),))},
)
