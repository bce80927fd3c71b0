import json

from tests.sandbox.account.level_0 import Clients

STATEMENT = {
    "Sid": "One",
    "Effect": "Allow",
    "Principal": {"Service": "s3.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:eu-west-1:000000000000:kept",
}


def test_another_attribute_leaves_the_policy(clients: Clients) -> None:
    def shown() -> dict[str, str]:
        return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    sqs = clients.sqs
    policy = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]})
    url = sqs.create_queue(QueueName="kept", Attributes={"Policy": policy})["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "5"})
    assert json.loads(shown()["Policy"])["Statement"] == [STATEMENT]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    assert "Policy" not in shown()
