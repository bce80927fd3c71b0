from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FUNCTION = resource("aws:lambda/function:Function", "code")
NAMED = resource("aws:lambda/function:Function", "code", name="fraud-score")
MISSING = ("code: declare a MetricAlarm on Errors for it",)


def alarm(metric: str = "Errors", function: object = FUNCTION, dimensions: object = None) -> object:
    return resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        comes_from={"dimensions": function} if function else None,
        metricName=metric,
        dimensions=dimensions or {"FunctionName": "<<code#name>>"},
    )


CASES = Cases(
    passes={
        "an alarm": (FUNCTION, alarm()),
        "by its name": (NAMED, alarm(function=None, dimensions={"FunctionName": "fraud-score"})),
    },
    fails={
        "none": Case((FUNCTION,), MISSING),
        "on something else": Case((FUNCTION, alarm("Invocations")), MISSING),
        "of another": Case(
            (NAMED, alarm(function=None, dimensions={"FunctionName": "fraud-train"})), MISSING
        ),
    },
    not_known={"its name": Case((FUNCTION, alarm(dimensions=UNKNOWN)))},
)
