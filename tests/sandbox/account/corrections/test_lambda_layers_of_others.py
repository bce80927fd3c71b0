"""A layer of another account is taken, and shown; a missing one of the own account is refused."""

import io
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.account.level_0 import Clients

LAYER = "arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:1"


def asked(iam: Any, name: str, layer: str) -> dict[str, Any]:
    trust = (
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",'
        ' "Principal": {"Service": "lambda.amazonaws.com"}}]}'
    )
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.py", "")
    return {
        "FunctionName": name,
        "Role": role,
        "Runtime": "python3.13",
        "Handler": "one.handler",
        "Code": {"ZipFile": packed.getvalue()},
        "Layers": [layer],
    }


def test_a_layer_of_another_account_is_taken(clients: Clients) -> None:
    made = clients.lambda_.create_function(**asked(clients.iam, "layered", LAYER))
    assert [layer["Arn"] for layer in made["Layers"]] == [LAYER]


def test_a_layer_that_the_account_does_not_have_is_refused(clients: Clients) -> None:
    own = LAYER.replace("017000801446", "000000000000")
    with pytest.raises(ClientError, match="LayerVersion does not exist"):
        clients.lambda_.create_function(**asked(clients.iam, "unlayered", own))
