import io
import json
import urllib.request
import zipfile

from tests.sandbox.account.level_0 import Clients


def test_the_code_of_a_function_can_be_fetched(clients: Clients) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = clients.iam.create_role(RoleName="worker", AssumeRolePolicyDocument=document)["Role"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("code.py", "pass")
    clients.lambda_.create_function(
        FunctionName="one",
        Runtime="python3.13",
        Role=role["Arn"],
        Handler="code.handler",
        Code={"ZipFile": archive.getvalue()},
    )
    location = clients.lambda_.get_function(FunctionName="one")["Code"]["Location"]
    with urllib.request.urlopen(location) as fetched:
        assert fetched.read() == archive.getvalue()
