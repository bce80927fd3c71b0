from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

API = resource("aws:apigateway/restApi:RestApi", "api")
OTHER = resource("aws:apigateway/restApi:RestApi", "other")
HTTP = "aws:apigatewayv2/stage:Stage"
LIMITS = {"throttlingRateLimit": 20, "throttlingBurstLimit": 100}
MISSING = ("it: set throttling_rate_limit and throttling_burst_limit for all methods",)


def rest(api: object = API) -> object:
    return resource(
        "aws:apigateway/stage:Stage",
        comes_from={"restApi": api},
        restApi=f"<<{api.name}#id>>",
        stageName="live",
    )


def limited(limits: object = LIMITS, path: str = "*/*", api: object = API) -> object:
    return resource(
        "aws:apigateway/methodSettings:MethodSettings",
        "limits",
        comes_from={"restApi": api},
        restApi=f"<<{api.name}#id>>",
        stageName="live",
        methodPath=path,
        settings=limits,
    )


CASES = Cases(
    passes={
        "a REST API": (API, rest(), limited()),
        "an HTTP API": (resource(HTTP, defaultRouteSettings=LIMITS),),
    },
    fails={
        "a REST API without": Case((API, rest()), MISSING),
        "an HTTP API without": Case((resource(HTTP),), MISSING),
        "one method alone": Case((API, rest(), limited(path="v1/POST")), MISSING),
        "a stage of that name in another API": Case(
            (API, OTHER, rest(), limited(api=OTHER)), MISSING
        ),
        "that of the account": Case(
            (API, rest(), limited({"throttlingRateLimit": -1, "throttlingBurstLimit": -1})), MISSING
        ),
        "no burst": Case((API, rest(), limited({"throttlingRateLimit": 5})), MISSING),
    },
    not_known={
        "the rate": Case(
            (API, rest(), limited({**LIMITS, "throttlingRateLimit": UNKNOWN})),
            ("it?: settings.throttlingRateLimit",),
        )
    },
)
