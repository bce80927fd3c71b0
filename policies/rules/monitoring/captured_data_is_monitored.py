"""Somebody looks at what an endpoint captures."""

from collections.abc import Iterator, Mapping

from policies.alarms import ALARM, watched
from policies.endpoints import ENDPOINT_CONFIGS
from policies.rule import PlanView, Props, plan_rule

_SCHEDULES = (
    "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
    "aws-native:sagemaker:MonitoringSchedule",
)
_OF_SERVICE = ("AWS/SageMaker", "/aws/sagemaker/Endpoints")
"""Namespaces of what SageMaker measures by itself, which is not whether the model is right."""


@plan_rule(
    applies_to="aws:sagemaker/endpoint:Endpoint",
    why="the data drifts away from the model for months, with every alarm on the service green",
    source="AWS Well-Architected Machine Learning Lens, MLPERF06-BP03 Evaluate data drift",
    remediation="add a monitor with an alarm whose dimensions hold the name of the endpoint",
)
def captured_data_is_monitored(endpoint: Props, plan: PlanView) -> Iterator[str]:
    """Endpoints that capture data have a monitoring schedule, or an alarm on drift."""
    configs = plan.sources(endpoint, "endpointConfigName", *ENDPOINT_CONFIGS)
    captures = [config.get("dataCaptureConfig", {}).get("enableCapture") for config in configs]
    if True not in captures or plan.of_type(*_SCHEDULES):
        return
    name = endpoint.raw("name")
    for alarm in plan.of_type(ALARM):
        for metric in watched(alarm):
            dimensions = metric.raw("dimensions")
            of_endpoint = isinstance(dimensions, Mapping) and name in dimensions.values()
            if of_endpoint and metric.raw("namespace") not in _OF_SERVICE:
                return
    yield "declare a MonitoringSchedule for it, or an alarm on what a monitor of yours finds"
