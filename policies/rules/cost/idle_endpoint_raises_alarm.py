"""An endpoint that nobody asks is noticed."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.endpoints import ENDPOINT_CONFIGS, is_serverless
from policies.rule import PlanView, Props, plan_rule

_CALLS = ("Invocations", "InvocationsPerInstance", "InvocationsPerCopy", "TimeInBacklog")


@plan_rule(
    applies_to="aws:sagemaker/endpoint:Endpoint",
    why="its machines are paid for by the hour until somebody reads the bill",
    source="AWS Well-Architected Machine Learning Lens, "
    "MLCOST06-BP03 Monitor endpoint usage and right-size the instance fleet",
)
def idle_endpoint_raises_alarm(endpoint: Props, plan: PlanView) -> Iterator[str]:
    """Endpoints on machines have an alarm on how often they are called."""
    variants = [
        variant
        for config in plan.sources(endpoint, "endpointConfigName", *ENDPOINT_CONFIGS)
        for variant in config.objects("productionVariants")
    ]
    on_machines = any(not is_serverless(variant) for variant in variants)
    if on_machines and not alarms_on(endpoint, plan, _CALLS, "EndpointName"):
        yield "declare a MetricAlarm on Invocations for it"
