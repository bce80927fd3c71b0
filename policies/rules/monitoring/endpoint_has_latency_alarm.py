"""A model that becomes slow is noticed."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.endpoints import ENDPOINT_CONFIGS
from policies.rule import PlanView, Props, plan_rule

_LATENCY = ("ModelLatency", "OverheadLatency")
_WAITING = (
    "ApproximateAgeOfOldestRequest",
    "ApproximateBacklogSize",
    "ApproximateBacklogSizePerInstance",
    "TimeInBacklog",
)


@plan_rule(
    applies_to="aws:sagemaker/endpoint:Endpoint",
    why="callers give up waiting, and each of them tries again on a model that is busy already",
    source="AWS Well-Architected Machine Learning Lens, "
    "MLOPS05-BP01 Establish deployment environment metrics",
)
def endpoint_has_latency_alarm(endpoint: Props, plan: PlanView) -> Iterator[str]:
    """Endpoints have an alarm on latency; asynchronous ones may have one on what waits."""
    configs = plan.sources(endpoint, "endpointConfigName", *ENDPOINT_CONFIGS)
    waits = any("asyncInferenceConfig" in config for config in configs)
    metrics = (*_WAITING, *_LATENCY) if waits else _LATENCY
    if not alarms_on(endpoint, plan, metrics, "EndpointName"):
        yield f"declare a MetricAlarm on {metrics[0]} for it"
