import json
from typing import Any

from tests.sandbox.provider.engine import Engine

DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument"


def statement(engine: Engine, **given: Any) -> Any:
    answer = engine.invoke(DOCUMENT, {"statements": [given]})
    assert json.loads(answer["minifiedJson"]) == json.loads(answer["json"])
    return json.loads(answer["json"])["Statement"][0]


def test_a_statement_is_written_as_iam_has_it(engine: Engine) -> None:
    assert statement(
        engine,
        sid="Read",
        actions=["s3:GetObject", "s3:ListBucket"],
        resources=["*"],
        principals=[{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
        conditions=[{"test": "StringEquals", "variable": "aws:Region", "values": ["a", "b"]}],
    ) == {
        "Sid": "Read",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": "*",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:Region": ["a", "b"]}},
    }
    anybody = [{"type": "*", "identifiers": ["*"]}]
    assert statement(engine, effect="Deny", principals=anybody)["Principal"] == "*"


def test_a_statement_of_an_overriding_document_wins_by_its_sid(engine: Engine) -> None:
    given = {
        "statements": [{"sid": "A", "actions": ["s3:*"]}, {"sid": "B", "actions": ["sqs:*"]}],
        "overridePolicyDocuments": [
            json.dumps({"Statement": [{"Sid": "A", "Effect": "Deny", "Action": "s3:*"}]})
        ],
    }
    found = json.loads(engine.invoke(DOCUMENT, given)["json"])["Statement"]
    assert [(s["Sid"], s["Effect"]) for s in found] == [("A", "Deny"), ("B", "Allow")]


def test_a_public_image_is_there_when_it_is_asked_for(engine: Engine) -> None:
    asked = {
        "mostRecent": True,
        "owners": ["amazon"],
        "filters": [{"name": "name", "values": ["vendor-linux-*-x86_64"]}],
    }
    found = engine.invoke("aws:ec2/getAmi:getAmi", asked)
    assert found["name"] == "vendor-linux-0-x86_64"
    assert engine.invoke("aws:ec2/getAmi:getAmi", {**asked, "owners": None})["id"] == found["id"]
