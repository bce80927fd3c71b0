from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REST = "aws:apigateway/domainName:DomainName"
HTTP = "aws:apigatewayv2/domainName:DomainName"

CASES = Cases(
    passes={
        "1.2": (resource(REST, securityPolicy="TLS_1_2"),),
        "newer": (resource(REST, securityPolicy="SecurityPolicy_TLS13_1_2_2021_06"),),
        "what AWS takes": (resource(REST),),
        "of an HTTP API": (resource(HTTP, domainNameConfiguration={"securityPolicy": "TLS_1_2"}),),
    },
    fails={
        "1.0": Case(
            (resource(REST, securityPolicy="TLS_1_0"),),
            ("it: set security_policy to 'TLS_1_2' or newer, got 'TLS_1_0'",),
        ),
        "of an HTTP API": Case(
            (resource(HTTP, domainNameConfiguration={"securityPolicy": "TLS_1_0"}),),
            ("it: set security_policy to 'TLS_1_2' or newer, got 'TLS_1_0'",),
        ),
    },
    not_known={
        "which": Case((resource(REST, securityPolicy=UNKNOWN),), ("it?: securityPolicy",)),
    },
)
