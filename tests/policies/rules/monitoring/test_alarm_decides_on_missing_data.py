from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"

CASES = Cases(
    passes={
        "fine": (resource(ALARM, treatMissingData="notBreaching"),),
        "not fine": (resource(ALARM, treatMissingData="breaching"),),
    },
    fails={"nothing said": Case((resource(ALARM),), ("it: set treat_missing_data",))},
    not_known={"what": Case((resource(ALARM, treatMissingData=UNKNOWN),))},
)
