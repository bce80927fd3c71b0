from policies.testing import UNKNOWN, Case, Cases, document, resource

QUEUE = resource("aws:sqs/queue:Queue", "queue")
TOPIC = resource("aws:sns/topic:Topic", "topic")
NO_TLS = {"Bool": {"aws:SecureTransport": "false"}}


def denial(action: str) -> str:
    return document({"Effect": "Deny", "Principal": "*", "Action": action, "Condition": NO_TLS})


def queue_policy(text: object) -> object:
    return resource(
        "aws:sqs/queuePolicy:QueuePolicy",
        comes_from={"queueUrl": QUEUE},
        queueUrl="<<queue#url>>",
        policy=text,
    )


CASES = Cases(
    passes={
        "a queue": (QUEUE, queue_policy(denial("sqs:*"))),
        "a topic": (
            TOPIC,
            resource(
                "aws:sns/topicPolicy:TopicPolicy",
                comes_from={"arn": TOPIC},
                arn="<<topic#arn>>",
                policy=denial("sns:Publish"),
            ),
        ),
        "a topic with its policy inside": (
            resource("aws:sns/topic:Topic", policy=denial("sns:*")),
        ),
    },
    fails={
        "no policy": Case(
            (QUEUE, TOPIC),
            (
                "queue: deny messages without TLS in its policy",
                "topic: deny messages without TLS in its policy",
            ),
        ),
        "reading only": Case(
            (QUEUE, queue_policy(denial("sqs:ReceiveMessage"))),
            ("queue: deny messages without TLS in its policy",),
        ),
    },
    not_known={"the policy": Case((QUEUE, queue_policy(UNKNOWN)), ("queue?: policy",))},
)
