from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

QUEUE = resource("aws:sqs/queue:Queue", "lost")
MISSING = ("lost: declare a MetricAlarm on ApproximateNumberOfMessagesVisible for it",)
INVOKED = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"


def sender(type_: str, key: str, value: object = None) -> object:
    return resource(
        type_, "sender", comes_from={key: QUEUE}, **{key: value or {"arn": "<<lost#arn>>"}}
    )


EVENT = sender("aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig")


def alarm(metric: str = "ApproximateNumberOfMessagesVisible", dimensions: object = None) -> object:
    return resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        comes_from={"dimensions": QUEUE},
        metricName=metric,
        dimensions=dimensions or {"QueueName": "<<lost#name>>"},
    )


CASES = Cases(
    passes={
        "an alarm": (QUEUE, EVENT, alarm()),
        "by age": (QUEUE, EVENT, alarm("ApproximateAgeOfOldestMessage")),
        "a queue of work": (QUEUE,),
        "of what worked": (
            QUEUE,
            sender(INVOKED, "destinationConfig", {"onSuccess": {"destination": "<<lost#arn>>"}}),
        ),
    },
    fails={
        "of events": Case((QUEUE, EVENT), MISSING),
        "of another queue": Case((QUEUE, sender("aws:sqs/queue:Queue", "redrivePolicy")), MISSING),
        "of a function": Case(
            (
                QUEUE,
                sender(
                    INVOKED, "destinationConfig", {"onFailure": {"destination": "<<lost#arn>>"}}
                ),
            ),
            MISSING,
        ),
        "an alarm on what was sent": Case((QUEUE, EVENT, alarm("NumberOfMessagesSent")), MISSING),
    },
    not_known={
        "its name": Case((QUEUE, EVENT, alarm(dimensions=UNKNOWN))),
        "what goes there": Case(
            (QUEUE, sender(INVOKED, "destinationConfig", UNKNOWN)), ("lost?: destinationConfig",)
        ),
    },
)
