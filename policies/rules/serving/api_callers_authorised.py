"""Nobody calls a model without saying who they are."""

import json
from collections.abc import Iterator

import yaml

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.apis import REST_API
from policies.props import Undecided, Unusable, of_kind
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
    document = Props(api.resource, of_kind(_read(api, text), {}, "body"), "body")
    usual, paths = document.raw("security"), document.object("paths")
    for path in paths:
        item = paths.object(path)
        for verb in (verb for verb in item if verb in _OPERATIONS):
            operation = item.object(verb)
            asked = operation.raw("security") if "security" in operation else usual
            if not asked or asked == [{}]:
                yield f"set security of {verb} {path} in the body"


def _read(api: Props, text: object) -> object:
    if text is UNKNOWN:
        raise Undecided(api.path("body"))
    try:
        return json.loads(str(text))
    except ValueError as error:
        if is_computed(text):
            raise Undecided(api.path("body")) from error
    try:
        return yaml.safe_load(str(text))
    except yaml.YAMLError as error:
        raise Unusable(api.path("body"), "an API in JSON or YAML", text) from error
