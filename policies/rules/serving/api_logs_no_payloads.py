"""What a model is asked does not end up in a log."""

from collections.abc import Iterator

from policies.apis import HTTP_STAGE
from policies.rule import Props, rule

_METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings"


@rule(
    applies_to=(_METHOD_SETTINGS, HTTP_STAGE),
    why="requests to a model are data about people, and more of us read logs than data",
    source="Amazon API Gateway Developer Guide, Set up CloudWatch logging for REST APIs",
)
def api_logs_no_payloads(props: Props) -> Iterator[str]:
    """APIs do not write whole requests and answers into their logs."""
    is_stage = props.resource.type == HTTP_STAGE
    settings = props.get("defaultRouteSettings" if is_stage else "settings", {})
    if settings.get("dataTraceEnabled", False) is True:
        yield "set data_trace_enabled to False"
