"""Whether a model was approved reaches those who wait for it."""

from collections.abc import Iterator

from plan.plan import UNKNOWN
from policies.props import Undecided
from policies.rule import PlanView, Props, plan_rule

_EVENT = "SageMaker Model Package State Change"


@plan_rule(
    applies_to="aws:sagemaker/modelPackageGroup:ModelPackageGroup",
    why="an approval that nobody hears of ships nothing, and a rejection stops nobody",
    source="Amazon SageMaker AI Developer Guide, Events that SageMaker AI sends to EventBridge",
)
def registry_announces_decisions(group: Props, plan: PlanView) -> Iterator[str]:
    """A stack with a model registry has a rule for the events of its model versions."""
    patterns = [r.raw("eventPattern") for r in plan.of_type("aws:cloudwatch/eventRule:EventRule")]
    if not any(_EVENT in str(pattern) for pattern in patterns):
        if UNKNOWN in patterns:
            raise Undecided("the eventPattern of a rule")
        yield f"declare an EventRule for {_EVENT!r}"
