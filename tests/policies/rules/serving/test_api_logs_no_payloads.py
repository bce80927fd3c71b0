from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

METHODS = "aws:apigateway/methodSettings:MethodSettings"
HTTP = "aws:apigatewayv2/stage:Stage"
WRONG = ("it: set data_trace_enabled to False",)

CASES = Cases(
    passes={
        "off": (resource(METHODS, settings={"dataTraceEnabled": False}),),
        "errors alone": (resource(METHODS, settings={"loggingLevel": "ERROR"}),),
        "a stage that says nothing": (resource(HTTP),),
    },
    fails={
        "on": Case((resource(METHODS, settings={"dataTraceEnabled": True}),), WRONG),
        "on for all routes": Case(
            (resource(HTTP, defaultRouteSettings={"dataTraceEnabled": True}),), WRONG
        ),
    },
    not_known={
        "whether": Case(
            (resource(METHODS, settings={"dataTraceEnabled": UNKNOWN}),),
            ("it?: settings.dataTraceEnabled",),
        )
    },
)
