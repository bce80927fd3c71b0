from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FUNCTION = resource("aws:lambda/function:Function")
KEEPING = resource("aws:lambda/function:Function", deadLetterConfig={"targetArn": "<<queue#arn>>"})
MISSING = ("it: set dead_letter_config, or on_failure of a FunctionEventInvokeConfig",)


def called(by: str = "aws:cloudwatch/eventTarget:EventTarget", key: str = "arn") -> object:
    return resource(by, "caller", comes_from={key: FUNCTION}, **{key: "<<it#arn>>"})


def config(**destinations: object) -> object:
    return resource(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "config",
        comes_from={"functionName": FUNCTION},
        functionName="<<it#name>>",
        destinationConfig=destinations,
    )


CASES = Cases(
    passes={
        "a destination": (
            FUNCTION,
            called(),
            config(onFailure={"destination": "<<queue#arn>>"}),
        ),
        "a queue": (KEEPING, called()),
        "whose callers wait": (FUNCTION,),
    },
    fails={
        "an event": Case((FUNCTION, called()), MISSING),
        "a schedule": Case(
            (FUNCTION, called("aws:scheduler/schedule:Schedule", "target")), MISSING
        ),
        "a bucket": Case(
            (FUNCTION, called("aws:s3/bucketNotification:BucketNotification", "lambdaFunctions")),
            MISSING,
        ),
        "only what worked": Case(
            (FUNCTION, called(), config(onSuccess={"destination": "<<queue#arn>>"})), MISSING
        ),
    },
    not_known={
        "where to": Case((FUNCTION, called(), config(onFailure=UNKNOWN))),
        "which": Case(
            (
                FUNCTION,
                called(),
                resource(
                    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
                    "config",
                    comes_from={"functionName": FUNCTION},
                    destinationConfig=UNKNOWN,
                ),
            ),
            ("it?: destinationConfig",),
        ),
    },
)
