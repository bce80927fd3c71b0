from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

MISSING = ("endpoint: declare a MetricAlarm on Invocations for it",)


def served(variant: object) -> tuple[object, object]:
    config = resource(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        "config",
        productionVariants=[variant],
    )
    endpoint = resource(
        "aws:sagemaker/endpoint:Endpoint",
        "endpoint",
        comes_from={"endpointConfigName": config},
        name="churn",
    )
    return config, endpoint


def alarm(metric: str, endpoint: str = "churn") -> object:
    return resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        metricName=metric,
        dimensions={"EndpointName": endpoint},
    )


MACHINES = served({"instanceType": "ml.g5.xlarge"})

CASES = Cases(
    passes={
        "an alarm": (*MACHINES, alarm("Invocations")),
        "serverless": served({"serverlessConfig": {"maxConcurrency": 1}}),
    },
    fails={
        "none": Case(MACHINES, MISSING),
        "on something else": Case((*MACHINES, alarm("ModelLatency")), MISSING),
        "of another": Case((*MACHINES, alarm("Invocations", "fraud")), MISSING),
    },
    not_known={"on what": Case(served(UNKNOWN), ("endpoint?: productionVariants[0]",))},
)
