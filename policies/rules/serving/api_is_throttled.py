"""One caller cannot use up a model."""

from collections.abc import Iterator

from policies.apis import HTTP_STAGE, REST_STAGE, of_all_methods
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=(REST_STAGE, HTTP_STAGE),
    why="one caller in a loop takes the model away from all others, and the bill has no end",
    source="AWS Well-Architected Framework, REL05-BP02 Throttle requests",
)
def api_is_throttled(stage: Props, plan: PlanView) -> Iterator[str]:
    """Stages of APIs limit the requests of all methods together, by a rate and a burst."""
    if stage.resource.type == HTTP_STAGE:
        settings = [stage.get("defaultRouteSettings", {})]
    else:
        settings = [*of_all_methods(stage, plan)] or [{}]
    for limits in settings:
        # AWS takes -1 for the limit of the account, which all APIs share.
        if limits.get("throttlingRateLimit", -1) < 0 or limits.get("throttlingBurstLimit", -1) < 0:
            yield "set throttling_rate_limit and throttling_burst_limit for all methods"
