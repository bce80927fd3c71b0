from policies.testing import UNKNOWN, Case, Cases, document, resource

BUCKET = "aws:s3/bucketPolicy:BucketPolicy"
KEY = "aws:kms/key:Key"
TOPIC = "aws:sns/topicPolicy:TopicPolicy"
LOGGING = "logging.s3.amazonaws.com"


def allowing(type_: str, service: object, **conditions: object) -> object:
    statement = {
        "Action": "x:*",
        "Resource": "*",
        "Principal": {"Service": service},
        "Condition": conditions,
    }
    return resource(type_, policy=document(statement))


CASES = Cases(
    passes={
        "this account": (
            allowing(BUCKET, LOGGING, StringEquals={"aws:SourceAccount": "000000000000"}),
        ),
        "one resource": (allowing(TOPIC, "cloudwatch", ArnLike={"aws:SourceArn": "arn:x"}),),
        "a key, for the logs of this account": (
            allowing(
                KEY,
                "logs.eu-west-1.amazonaws.com",
                ArnLike={"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:0:*"},
            ),
        ),
        "EventBridge and a topic": (allowing(TOPIC, "events.amazonaws.com"),),
        "a role": (resource(BUCKET, policy=document({"Principal": {"AWS": "<<role#arn>>"}})),),
        "a denial": (
            resource(KEY, policy=document({"Effect": "Deny", "Principal": {"Service": "x"}})),
        ),
    },
    fails={
        "for anybody": Case(
            (allowing(BUCKET, LOGGING),),
            (f"it: say in statement #1 for which account {LOGGING} acts",),
        ),
        "each of two": Case(
            (allowing(KEY, ["a.amazonaws.com", "b.amazonaws.com"]),),
            (
                "it: say in statement #1 for which account a.amazonaws.com acts",
                "it: say in statement #1 for which account b.amazonaws.com acts",
            ),
        ),
        "for any resource there is": Case(
            (allowing(BUCKET, LOGGING, ArnLike={"aws:SourceArn": "*"}),),
            (f"it: say in statement #1 for which account {LOGGING} acts",),
        ),
        "EventBridge and a queue": Case(
            (allowing("aws:sqs/queuePolicy:QueuePolicy", "events.amazonaws.com"),),
            ("it: say in statement #1 for which account events.amazonaws.com acts",),
        ),
    },
    not_known={
        "the document": Case((resource(KEY, policy=UNKNOWN),), ("it?: policy",)),
        "for what": Case((allowing(BUCKET, LOGGING, ArnLike={"aws:SourceArn": "<<trail#arn>>"}),)),
    },
)
