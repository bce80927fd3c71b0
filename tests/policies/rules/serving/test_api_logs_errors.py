from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

STAGE = resource("aws:apigateway/stage:Stage", restApi="a1b2c3", stageName="live")
MISSING = ("it: set logging_level to 'ERROR' for all methods",)


def methods(level: object, path: str = "*/*") -> object:
    return resource(
        "aws:apigateway/methodSettings:MethodSettings",
        "methods",
        restApi="a1b2c3",
        stageName="live",
        methodPath=path,
        settings={"loggingLevel": level},
    )


CASES = Cases(
    passes={"errors": (STAGE, methods("ERROR")), "everything": (STAGE, methods("INFO"))},
    fails={
        "nothing said": Case((STAGE,), MISSING),
        "off": Case((STAGE, methods("OFF")), MISSING),
        "of one method": Case((STAGE, methods("ERROR", "v1/POST")), MISSING),
    },
    not_known={"what": Case((STAGE, methods(UNKNOWN)), ("it?: settings.loggingLevel",))},
)
