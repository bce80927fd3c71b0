"""Nobody calls a model without saying who they are."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.apis import REST_API
from policies.props import Undecided
from policies.rule import Props, rule

_METHOD = "aws:apigateway/method:Method"
_ROUTE = "aws:apigatewayv2/route:Route"
_OPERATIONS = frozenset(
    {"get", "put", "post", "delete", "patch", "head", "x-amazon-apigateway-any-method"}
)


@rule(
    applies_to=(_METHOD, _ROUTE, REST_API),
    why="whoever finds the address uses the model, and pays nothing for it",
    source="AWS Security Hub, control APIGateway.8",
    remediation="browsers ask with OPTIONS without credentials; those methods may stay open",
)
def api_callers_authorised(props: Props) -> Iterator[str]:
    """Each method and route of an API asks who calls, but for OPTIONS."""
    if props.resource.type == REST_API:
        yield from _of_document(props)
    elif props.resource.type == _METHOD:
        if props["httpMethod"] != "OPTIONS" and props["authorization"] == "NONE":
            yield "set authorization, got 'NONE'"
    elif not str(props["routeKey"]).startswith("OPTIONS "):
        given = props.get("authorizationType", "NONE")
        if given == "NONE":
            yield "set authorization_type, got 'NONE'"


def _of_document(api: Props) -> Iterator[str]:
    """Yield the operations of an API described by OpenAPI that need no security."""
    text = api.raw("body")
    if text is None:
        return
    if text is UNKNOWN:
        raise Undecided(api.path("body"))
    try:
        document: Mapping[str, Any] = json.loads(text)
    except ValueError as error:
        if is_computed(text):
            raise Undecided(api.path("body")) from error
        document = yaml.safe_load(text)
    usual = document.get("security")
    for path, item in document.get("paths", {}).items():
        for verb, operation in item.items():
            asked = operation.get("security", usual) if verb in _OPERATIONS else True
            if not asked or asked == [{}]:
                yield f"set security of {verb} {path} in the body"
