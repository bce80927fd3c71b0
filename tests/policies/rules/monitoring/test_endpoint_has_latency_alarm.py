from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENDPOINT = resource("aws:sagemaker/endpoint:Endpoint", "endpoint", name="fraud-prod-churn")
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"


def served(config: object) -> tuple[object, object]:
    endpoint = resource(
        "aws:sagemaker/endpoint:Endpoint",
        "endpoint",
        comes_from={"endpointConfigName": config},
        name="fraud-prod-churn",
    )
    return config, endpoint


def alarm(metric: object) -> object:
    return resource(
        ALARM, "alarm", metricName=metric, dimensions={"EndpointName": "fraud-prod-churn"}
    )


AT_ONCE = served(resource(CONFIG, "config"))
LATER = served(resource(CONFIG, "config", asyncInferenceConfig={"outputConfig": {}}))

CASES = Cases(
    passes={
        "of the model": (*AT_ONCE, alarm("ModelLatency")),
        "of what waits": (*LATER, alarm("ApproximateAgeOfOldestRequest")),
        "of the model, asynchronously": (*LATER, alarm("ModelLatency")),
    },
    fails={
        "none": Case((ENDPOINT,), ("endpoint: declare a MetricAlarm on ModelLatency for it",)),
        "of what waits, where nothing does": Case(
            (*AT_ONCE, alarm("TimeInBacklog")),
            ("endpoint: declare a MetricAlarm on ModelLatency for it",),
        ),
        "none, asynchronously": Case(
            LATER, ("endpoint: declare a MetricAlarm on ApproximateAgeOfOldestRequest for it",)
        ),
    },
    not_known={
        "how answers come": Case(
            (
                *served(resource(CONFIG, "config", asyncInferenceConfig=UNKNOWN)),
                alarm("TimeInBacklog"),
            )
        )
    },
)
