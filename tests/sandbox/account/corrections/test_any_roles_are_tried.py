import json

import pytest

from tests.sandbox.account.corrections.support import IMAGE, refused

ACCOUNT = "arn:aws:iam::000000000000:role/"


def role(clients, name, *services):
    allowed = {"Effect": "Allow", "Principal": {"Service": services}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    made = clients.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
    return made["Role"]["Arn"]


def model(name, arn):
    image = {"Image": IMAGE}
    return {"ModelName": name, "ExecutionRoleArn": arn, "PrimaryContainer": image}


def test_a_role_has_to_exist_and_to_let_the_service_in(clients):
    create = clients.sagemaker.create_model
    create(**model("m", role(clients, "good", "sagemaker.amazonaws.com")))
    for arn in (f"{ACCOUNT}missing", role(clients, "bad", "lambda.amazonaws.com")):
        assert refused(create, **model("n", arn)) == (
            "ValidationException",
            f"Could not assume role {arn}. Please ensure that the role exists and allows principal"
            " 'sagemaker.amazonaws.com' to assume the role.",
        )


def test_roles_of_other_accounts_are_taken(clients):
    clients.sagemaker.create_model(**model("o", "arn:aws:iam::111122223333:role/theirs"))


@pytest.mark.parametrize("name", ["states.amazonaws.com", "states.eu-west-1.amazonaws.com"])
def test_a_service_may_be_let_in_for_one_region(clients, name):
    arn = role(clients, name.replace(".", "-"), name)
    machine = json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", "End": True}}})
    create = clients.stepfunctions.create_state_machine
    assert create(name=name.replace(".", "-"), definition=machine, roleArn=arn)


def test_a_target_of_a_rule_needs_a_role_that_events_may_assume(clients):
    arn = role(clients, "of-lambda", "lambda.amazonaws.com")
    clients.events.put_rule(Name="r", ScheduleExpression="rate(1 day)")
    target = {"Id": "t", "Arn": "arn:aws:sqs:eu-west-1:000000000000:q", "RoleArn": arn}
    assert refused(clients.events.put_targets, Rule="r", Targets=[target]) == (
        "ValidationException",
        f"Provided role '{arn}' cannot be assumed by principal 'events.amazonaws.com'.",
    )


def test_a_service_that_tries_later_takes_any_role(clients):
    topic = clients.sns.create_topic(Name="t")["TopicArn"]
    clients.sns.set_topic_attributes(
        TopicArn=topic,
        AttributeName="LambdaFailureFeedbackRoleArn",
        AttributeValue=f"{ACCOUNT}missing",
    )
