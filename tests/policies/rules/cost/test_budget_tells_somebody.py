from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def budget(threshold: object = 80, **subscribers: object) -> object:
    notification = {"threshold": threshold, "thresholdType": "PERCENTAGE", **subscribers}
    return resource("aws:budgets/budget:Budget", notifications=[notification])


CASES = Cases(
    passes={
        "by e-mail": (budget(subscriberEmailAddresses=["lead@acme.example"]),),
        "by a topic": (budget(subscriberSnsTopicArns=["arn:aws:sns:eu-west-1:1:costs"]),),
    },
    fails={
        "nothing": Case((resource("aws:budgets/budget:Budget"),), ("it: add notifications",)),
        "nobody": Case((budget(),), ("it: add subscribers to notifications[0]",)),
        "too late": Case(
            (budget(120, subscriberEmailAddresses=["lead@acme.example"]),),
            ("it: notify at 100 % of the limit or before",),
        ),
    },
    not_known={
        "which topic": Case((budget(subscriberSnsTopicArns=[UNKNOWN]),)),
        "when": Case(
            (budget(UNKNOWN, subscriberEmailAddresses=["lead@acme.example"]),),
            ("it?: notifications[0].threshold",),
        ),
    },
)
