from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

MONITOR = resource("aws:costexplorer/anomalyMonitor:AnomalyMonitor", "monitor")
SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"
MISSING = ("monitor: declare an AnomalySubscription for it",)

CASES = Cases(
    passes={
        "one": (
            MONITOR,
            resource(
                SUBSCRIPTION,
                comes_from={"monitorArnLists": MONITOR},
                monitorArnLists=["<<monitor#arn>>"],
            ),
        )
    },
    fails={
        "none": Case((MONITOR,), MISSING),
        "of another": Case(
            (MONITOR, resource(SUBSCRIPTION, monitorArnLists=["arn:aws:ce::1:x"])), MISSING
        ),
    },
    not_known={
        "its ARN": Case(
            (
                MONITOR,
                resource(
                    SUBSCRIPTION, comes_from={"monitorArnLists": MONITOR}, monitorArnLists=UNKNOWN
                ),
            )
        )
    },
)
