"""A model that fails is noticed."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.rule import PlanView, Props, plan_rule

_ERRORS = ("Invocation5XXErrors", "InvocationModelErrors", "ModelInvocationErrors")


@plan_rule(
    applies_to="aws:sagemaker/endpoint:Endpoint",
    why="callers find out before the team does that the model answers with errors",
    source="AWS Well-Architected Machine Learning Lens, "
    "MLOPS05-BP01 Establish deployment environment metrics",
)
def endpoint_has_error_alarm(endpoint: Props, plan: PlanView) -> Iterator[str]:
    """Endpoints have an alarm on errors of the model."""
    if not alarms_on(endpoint, plan, _ERRORS, "EndpointName"):
        yield "declare a MetricAlarm on Invocation5XXErrors for it"
