from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

POLICY = "aws:appautoscaling/policy:Policy"
MISSING = ("it: declare a Policy or a ScheduledAction for it",)


def target(least: object = 1, most: object = 4) -> object:
    return resource(
        "aws:appautoscaling/target:Target",
        minCapacity=least,
        maxCapacity=most,
        resourceId="endpoint/churn/variant/primary",
    )


CASES = Cases(
    passes={
        "a policy": (
            target(),
            resource(POLICY, "policy", resourceId="endpoint/churn/variant/primary"),
        ),
        "a schedule": (
            target(),
            resource(
                "aws:appautoscaling/scheduledAction:ScheduledAction",
                "nights",
                resourceId="endpoint/churn/variant/primary",
            ),
        ),
        "no room to": (target(2, 2),),
    },
    fails={
        "none": Case((target(),), MISSING),
        "of another": Case(
            (target(), resource(POLICY, "policy", resourceId="endpoint/x")), MISSING
        ),
    },
    not_known={
        "which": Case(
            (
                target(),
                resource(POLICY, "policy", comes_from={"resourceId": target()}, resourceId=UNKNOWN),
            )
        ),
        "how far": Case((target(most=UNKNOWN),), ("it?: maxCapacity",)),
    },
)
