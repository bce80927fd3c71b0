from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

RULE = resource("aws:cloudwatch/eventRule:EventRule", "rule", name="approved")
FUNCTION = resource("aws:lambda/function:Function", "code")
TOPIC = resource("aws:sns/topic:Topic", "topic")
MISSING = ("it: set dead_letter_config to a queue",)


def target(to: object = FUNCTION, **inputs: object) -> object:
    return resource(
        "aws:cloudwatch/eventTarget:EventTarget",
        comes_from={"arn": to, "rule": RULE},
        **{"arn": f"<<{to.name}#arn>>", "rule": "approved", **inputs},
    )


def alarm(rule: str) -> object:
    return resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        metricName="FailedInvocations",
        dimensions={"RuleName": rule},
    )


CASES = Cases(
    passes={
        "a queue": (RULE, target(deadLetterConfig={"arn": "<<queue#arn>>"})),
        "an alarm": (RULE, target(), alarm("approved")),
        "a topic": (RULE, TOPIC, target(TOPIC)),
        "a topic from elsewhere": (RULE, target(arn="arn:aws:sns:eu-west-1:111122223333:ops")),
    },
    fails={
        "neither": Case((RULE, FUNCTION, target()), MISSING),
        "an alarm of another rule": Case((RULE, target(), alarm("rejected")), MISSING),
        "a function from elsewhere": Case(
            (RULE, target(arn="arn:aws:lambda:eu-west-1:111122223333:function:x")), MISSING
        ),
    },
    not_known={
        "which queue": Case((RULE, target(deadLetterConfig=UNKNOWN))),
        "what it is for": Case((RULE, FUNCTION, target(arn=UNKNOWN)), MISSING),
        "a topic": Case((RULE, TOPIC, target(TOPIC, arn=UNKNOWN))),
    },
)
