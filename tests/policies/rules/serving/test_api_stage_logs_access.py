from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REST = "aws:apigateway/stage:Stage"
HTTP = "aws:apigatewayv2/stage:Stage"
MISSING = ("it: set destination_arn of access_log_settings",)

CASES = Cases(
    passes={
        "a group": (resource(REST, accessLogSettings={"destinationArn": "<<logs#arn>>"}),),
        "of an HTTP API": (resource(HTTP, accessLogSettings={"destinationArn": "<<logs#arn>>"}),),
    },
    fails={
        "none": Case((resource(REST),), MISSING),
        "none of an HTTP API": Case((resource(HTTP),), MISSING),
        "a format alone": Case((resource(REST, accessLogSettings={"format": "$x"}),), MISSING),
    },
    not_known={
        "where to": Case((resource(REST, accessLogSettings={"destinationArn": UNKNOWN}),)),
        "all of it": Case(
            (resource(REST, accessLogSettings=UNKNOWN),), ("it?: accessLogSettings",)
        ),
    },
)
