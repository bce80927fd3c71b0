from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REST_API = "aws:apigateway/restApi:RestApi"
REGIONAL = resource(REST_API, "api", endpointConfiguration={"types": "REGIONAL"})
PRIVATE = resource(REST_API, "api", endpointConfiguration={"types": "PRIVATE"})
STAGE = resource("aws:apigateway/stage:Stage", comes_from={"restApi": REGIONAL})
OTHER = resource("aws:apigateway/stage:Stage", "other", comes_from={"restApi": PRIVATE})
UNSAID = resource(REST_API, "api", endpointConfiguration={"types": UNKNOWN})
MISSING = ("it: declare a WebAclAssociation for it",)


def filtered(stage: object) -> object:
    return resource(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "wall",
        comes_from={"resourceArn": stage},
        resourceArn=f"<<{stage.name}#arn>>",
    )


CASES = Cases(
    passes={
        "behind one": (REGIONAL, STAGE, filtered(STAGE)),
        "out of the internet's reach": (PRIVATE, STAGE),
    },
    fails={
        "none": Case((REGIONAL, STAGE), MISSING),
        "that of another stage": Case(
            (REGIONAL, STAGE, filtered(OTHER)),
            MISSING,
        ),
        "open unless said otherwise": Case((resource(REST_API, "api"), STAGE), MISSING),
    },
    not_known={"how it is reached": Case((UNSAID, STAGE), ("it?: endpointConfiguration.types",))},
)
