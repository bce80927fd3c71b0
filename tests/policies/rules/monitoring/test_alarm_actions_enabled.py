from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
MUTED = ("it: leave actions_enabled out",)

CASES = Cases(
    passes={
        "nothing said": (resource(ALARM),),
        "on": (resource(COMPOSITE, actionsEnabled=True),),
    },
    fails={
        "off": Case((resource(ALARM, actionsEnabled=False),), MUTED),
        "a composite one": Case((resource(COMPOSITE, actionsEnabled=False),), MUTED),
    },
    not_known={
        "whether": Case((resource(ALARM, actionsEnabled=UNKNOWN),), ("it?: actionsEnabled",)),
    },
)
