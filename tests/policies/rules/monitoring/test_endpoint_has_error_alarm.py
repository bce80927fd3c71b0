from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENDPOINT = resource("aws:sagemaker/endpoint:Endpoint", "endpoint", name="fraud-prod-churn")
UNNAMED = resource("aws:sagemaker/endpoint:Endpoint", "endpoint")
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
MISSING = ("endpoint: declare a MetricAlarm on Invocation5XXErrors for it",)
METRIC = {
    "metricName": "Invocation5XXErrors",
    "dimensions": {"EndpointName": "fraud-prod-churn", "VariantName": "primary"},
}

CASES = Cases(
    passes={
        "by its name": (ENDPOINT, resource(ALARM, "alarm", **METRIC)),
        "in a formula": (ENDPOINT, resource(ALARM, "alarm", metricQueries=[{"metric": METRIC}])),
        "by a name that AWS decides": (
            UNNAMED,
            resource(
                ALARM,
                "alarm",
                comes_from={"dimensions": UNNAMED},
                metricName="Invocation5XXErrors",
                dimensions={"EndpointName": "<<endpoint#name>>"},
            ),
        ),
    },
    fails={
        "none": Case((ENDPOINT,), MISSING),
        "on something else": Case(
            (ENDPOINT, resource(ALARM, "alarm", **{**METRIC, "metricName": "Invocations"})), MISSING
        ),
        "of another endpoint": Case(
            (
                ENDPOINT,
                resource(ALARM, "alarm", **{**METRIC, "dimensions": {"EndpointName": "other"}}),
            ),
            MISSING,
        ),
    },
    not_known={
        "its name": Case(
            (
                UNNAMED,
                resource(
                    ALARM,
                    "alarm",
                    comes_from={"dimensions": UNNAMED},
                    metricName="Invocation5XXErrors",
                    dimensions=UNKNOWN,
                ),
            )
        )
    },
)
