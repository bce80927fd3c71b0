from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FUNCTION = "aws:lambda/function:Function"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
NAMED = resource(FUNCTION, name="fraud-score")
UNNAMED = resource(FUNCTION)
MISSING = ("it: set log_group of logging_config",)

CASES = Cases(
    passes={
        "a group": (resource(FUNCTION, loggingConfig={"logGroup": "<<logs#name>>"}),),
        "a group of its name": (NAMED, resource(LOG_GROUP, "logs", name="/aws/lambda/fraud-score")),
        "a group of the name that it gets": (
            UNNAMED,
            resource(
                LOG_GROUP, "logs", comes_from={"name": UNNAMED}, name="/aws/lambda/<<it#name>>"
            ),
        ),
    },
    fails={
        "none": Case((NAMED,), MISSING),
        "one of another": Case(
            (NAMED, resource(LOG_GROUP, "logs", name="/aws/lambda/fraud")), MISSING
        ),
        "a format alone": Case((resource(FUNCTION, loggingConfig={"logFormat": "JSON"}),), MISSING),
    },
    not_known={
        "which group": Case((resource(FUNCTION, loggingConfig={"logGroup": UNKNOWN}),)),
        "how it logs": Case((resource(FUNCTION, loggingConfig=UNKNOWN),), ("it?: loggingConfig",)),
    },
)
