"""Somebody hears of a pipeline that failed."""

from collections.abc import Iterator

from plan.plan import UNKNOWN
from policies.pipelines import PIPELINE
from policies.props import Undecided
from policies.rule import PlanView, Props, plan_rule

_EVENT = "SageMaker Model Building Pipeline Execution Status Change"


@plan_rule(
    applies_to=PIPELINE,
    why="a retraining that fails each week is noticed when the model is half a year old",
    source="Amazon SageMaker AI Developer Guide, Events that SageMaker AI sends to EventBridge",
)
def pipeline_failures_announced(pipeline: Props, plan: PlanView) -> Iterator[str]:
    """A stack with a pipeline has a rule for the events of its executions."""
    patterns = [r.raw("eventPattern") for r in plan.of_type("aws:cloudwatch/eventRule:EventRule")]
    if not any(_EVENT in str(pattern) for pattern in patterns):
        if UNKNOWN in patterns:
            raise Undecided("the eventPattern of a rule")
        yield f"declare an EventRule for {_EVENT!r}"
