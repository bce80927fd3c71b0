from policies.testing import UNKNOWN, Case, Cases, resource

FUNCTION = "aws:lambda/function:Function"
ENVIRONMENT = {"variables": {"GROUP": "fraud-scorer"}}

CASES = Cases(
    passes={
        "a key of the stack": (
            resource(FUNCTION, environment=ENVIRONMENT, kmsKeyArn="<<key#arn>>"),
        ),
        "no environment": (resource(FUNCTION),),
    },
    fails={
        "the key of AWS": Case(
            (resource(FUNCTION, environment=ENVIRONMENT),),
            ("it: set kms_key_arn to the stack's key",),
        ),
    },
    not_known={
        "the key": Case((resource(FUNCTION, environment=ENVIRONMENT, kmsKeyArn=UNKNOWN),)),
        "the environment": Case(
            (resource(FUNCTION, environment={"variables": UNKNOWN}),),
            ("it?: environment.variables",),
        ),
    },
)
