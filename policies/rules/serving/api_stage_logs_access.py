"""Who called an API can be looked up."""

from collections.abc import Iterator

from policies.apis import HTTP_STAGE, REST_STAGE
from policies.rule import Props, rule


@rule(
    applies_to=(REST_STAGE, HTTP_STAGE),
    why="after an incident nobody can say who asked the model, how often, and what was refused",
    source="AWS Security Hub, control APIGateway.9",
)
def api_stage_logs_access(props: Props) -> Iterator[str]:
    """Stages of APIs write an access log."""
    if "destinationArn" not in props.get("accessLogSettings", {}):
        yield "set destination_arn of access_log_settings"
