from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

QUEUE = resource("aws:sqs/queue:Queue", "requests")
KEEPING = resource("aws:sqs/queue:Queue", "requests", redrivePolicy=UNKNOWN)


def worked(queue: object) -> object:
    return resource(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        comes_from={"eventSourceArn": queue},
        eventSourceArn="<<requests#arn>>",
    )


CASES = Cases(
    passes={
        "moved by a policy of its own": (
            QUEUE,
            worked(QUEUE),
            resource(
                "aws:sqs/redrivePolicy:RedrivePolicy", "policy", comes_from={"queueUrl": QUEUE}
            ),
        ),
        "a stream": (
            resource("aws:lambda/eventSourceMapping:EventSourceMapping", eventSourceArn="x"),
        ),
    },
    fails={"none": Case((QUEUE, worked(QUEUE)), ("it: set redrive_policy of requests",))},
    not_known={"where to": Case((KEEPING, worked(KEEPING)))},
)
