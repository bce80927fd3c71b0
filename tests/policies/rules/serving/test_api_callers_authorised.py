import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

METHOD = "aws:apigateway/method:Method"
ROUTE = "aws:apigatewayv2/route:Route"
REST_API = "aws:apigateway/restApi:RestApi"


def described(verbs: object, **more: object) -> object:
    return resource(REST_API, body=json.dumps({"paths": {"/v1/predict": verbs}, **more}))


CASES = Cases(
    passes={
        "a method": (resource(METHOD, httpMethod="POST", authorization="AWS_IAM"),),
        "a browser's question": (resource(METHOD, httpMethod="OPTIONS", authorization="NONE"),),
        "a route": (resource(ROUTE, routeKey="POST /predict", authorizationType="JWT"),),
        "a route for browsers": (resource(ROUTE, routeKey="OPTIONS /predict"),),
        "an operation": (described({"post": {"security": [{"caller": []}]}, "options": {}}),),
        "all operations": (described({"post": {}}, security=[{"caller": ["<<pool#id>>"]}]),),
        "an operation in YAML": (
            resource(REST_API, body="paths:\n  /v1:\n    get:\n      security: [caller: []]"),
        ),
        "nothing described": (resource(REST_API),),
    },
    fails={
        "a method": Case(
            (resource(METHOD, httpMethod="POST", authorization="NONE"),),
            ("it: set authorization, got 'NONE'",),
        ),
        "a route": Case(
            (resource(ROUTE, routeKey="$default"),), ("it: set authorization_type, got 'NONE'",)
        ),
        "an operation": Case(
            (described({"post": {}}),), ("it: set security of post /v1/predict in the body",)
        ),
        "an operation that opts out": Case(
            (described({"post": {"security": []}}, security=[{"caller": []}]),),
            ("it: set security of post /v1/predict in the body",),
        ),
    },
    not_known={
        "how": Case(
            (resource(METHOD, httpMethod="POST", authorization=UNKNOWN),), ("it?: authorization",)
        ),
        "the description": Case((resource(REST_API, body=UNKNOWN),), ("it?: body",)),
        "a part of the description": Case(
            (resource(REST_API, body="<<text#body>>"),), ("it?: body",)
        ),
    },
)
