import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REPOSITORY = resource("aws:ecr/repository:Repository", name="demand/features")


def expiring(tags: str = "untagged", repository: str = "demand/features") -> object:
    rules = [{"selection": {"tagStatus": tags}, "action": {"type": "expire"}}]
    return resource(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "policy",
        repository=repository,
        policy=json.dumps({"rules": rules}),
    )


def described(policy: object) -> object:
    return resource(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "policy",
        repository="demand/features",
        policy=policy,
    )


CASES = Cases(
    passes={"untagged": (REPOSITORY, expiring()), "any": (REPOSITORY, expiring("any"))},
    fails={
        "none": Case((REPOSITORY,), ("it: declare a LifecyclePolicy for it",)),
        "of another": Case(
            (REPOSITORY, expiring(repository="demand/serving")),
            ("it: declare a LifecyclePolicy for it",),
        ),
        "tagged alone": Case(
            (REPOSITORY, expiring("tagged")),
            ("it: expire images of tagStatus 'untagged' or 'any' in its lifecycle policy",),
        ),
    },
    not_known={"the policy": Case((REPOSITORY, described(UNKNOWN)), ("it?: policy",))},
)
