"""Why an API refused or failed can be looked up."""

from collections.abc import Iterator

from policies.apis import REST_STAGE, of_all_methods
from policies.rule import PlanView, Props, plan_rule

_LOGGED = ("ERROR", "INFO")


@plan_rule(
    applies_to=REST_STAGE,
    why="callers report an error that stands nowhere: neither in the access log nor in the model's",
    source="AWS Security Hub, control APIGateway.1",
)
def api_logs_errors(stage: Props, plan: PlanView) -> Iterator[str]:
    """Stages of REST APIs log what goes wrong in each of their methods."""
    levels = [settings.get("loggingLevel", "OFF") for settings in of_all_methods(stage, plan)]
    if not any(level in _LOGGED for level in levels):
        yield "set logging_level to 'ERROR' for all methods"
