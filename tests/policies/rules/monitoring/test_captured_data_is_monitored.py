from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

MISSING = (
    "endpoint: declare a MonitoringSchedule for it, or an alarm on what a monitor of yours finds",
)


def serving(capture: object = None) -> tuple[object, object]:
    config = resource(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        "config",
        dataCaptureConfig=capture,
    )
    endpoint = resource(
        "aws:sagemaker/endpoint:Endpoint",
        "endpoint",
        comes_from={"endpointConfigName": config},
        name="fraud-prod-churn",
    )
    return config, endpoint


def alarm(namespace: str, source: str = "fraud-prod-churn") -> object:
    return resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        namespace=namespace,
        metricName="Violations",
        dimensions={"Source": source},
    )


ON = {"enableCapture": True}

CASES = Cases(
    passes={
        "an alarm on drift": (*serving(ON), alarm("Stepwell/ModelMonitor")),
        "a schedule": (
            *serving(ON),
            resource("aws:sagemaker/monitoringSchedule:MonitoringSchedule", "schedule"),
        ),
        "nothing captured": serving(),
        "capture switched off": serving({"enableCapture": False}),
    },
    fails={
        "none": Case(serving(ON), MISSING),
        "an alarm on the service": Case((*serving(ON), alarm("AWS/SageMaker")), MISSING),
        "of another endpoint": Case((*serving(ON), alarm("Drift", "other")), MISSING),
    },
    not_known={
        "whether it captures": Case(
            serving({"enableCapture": UNKNOWN}), ("endpoint?: dataCaptureConfig.enableCapture",)
        )
    },
)
