from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"

CASES = Cases(
    passes={"on": (resource(DOMAIN, tagPropagation="ENABLED"),)},
    fails={
        "nothing said": Case(
            (resource(DOMAIN),), ("it: set tag_propagation to 'ENABLED', got 'DISABLED'",)
        )
    },
    not_known={
        "whether": Case((resource(DOMAIN, tagPropagation=UNKNOWN),), ("it?: tagPropagation",))
    },
)
