from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FUNCTION = "aws:lambda/function:Function"

CASES = Cases(
    passes={
        runtime: (resource(FUNCTION, runtime=runtime),)
        for runtime in ("python3.13", "python3.10", "nodejs22.x", "java21", "provided.al2023")
    }
    | {"an image": (resource(FUNCTION, imageUri="x"),)},
    fails={
        runtime: Case(
            (resource(FUNCTION, runtime=runtime),),
            (f"it: set runtime to one that AWS supports, got {runtime!r}",),
        )
        for runtime in (
            "python3.9",
            "python2.7",
            "nodejs18.x",
            "nodejs",
            "go1.x",
            "java8",
            "ruby2.7",
        )
    },
    not_known={"which": Case((resource(FUNCTION, runtime=UNKNOWN),), ("it?: runtime",))},
)
