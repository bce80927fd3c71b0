from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REPOSITORY = "aws:ecr/repository:Repository"

CASES = Cases(
    passes={
        "immutable": (resource(REPOSITORY, imageTagMutability="IMMUTABLE"),),
        "but for some": (resource(REPOSITORY, imageTagMutability="IMMUTABLE_WITH_EXCLUSION"),),
    },
    fails={
        "nothing said": Case(
            (resource(REPOSITORY),),
            ("it: set image_tag_mutability to 'IMMUTABLE', got 'MUTABLE'",),
        )
    },
    not_known={
        "which": Case(
            (resource(REPOSITORY, imageTagMutability=UNKNOWN),), ("it?: imageTagMutability",)
        )
    },
)
