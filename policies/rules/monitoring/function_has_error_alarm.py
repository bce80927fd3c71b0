"""A function that fails is noticed."""

from collections.abc import Iterator

from policies.alarms import alarms_on
from policies.rule import PlanView, Props, plan_rule

_ERRORS = ("Errors", "AsyncEventsDropped", "DeadLetterErrors", "DestinationDeliveryFailures")


@plan_rule(
    applies_to="aws:lambda/function:Function",
    why="what watches models, starts training and deploys stops, and everything looks quiet",
    source="AWS Well-Architected Framework, "
    "REL06-BP03 Send notifications (Real-time processing and alarming)",
)
def function_has_error_alarm(function: Props, plan: PlanView) -> Iterator[str]:
    """Functions have an alarm on their errors."""
    if not alarms_on(function, plan, _ERRORS, "FunctionName"):
        yield "declare a MetricAlarm on Errors for it"
