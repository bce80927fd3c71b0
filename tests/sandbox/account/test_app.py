import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.account.level_0 import Clients


def _refused(call: Any, **params: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**params)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def test_a_request_that_the_model_forbids_is_refused_in_awss_words(clients: Clients) -> None:
    code, message = _refused(
        clients.sagemaker.create_mlflow_tracking_server,
        TrackingServerName="ok",
        ArtifactStoreUri="s3://b/x",
        RoleArn="arn:aws:iam::000000000000:role/r0000000000",
        TrackingServerSize="XL",
    )
    assert code == "ValidationException"
    assert message == (
        "1 validation error detected: Value 'XL' at 'trackingServerSize' failed to satisfy"
        " constraint: Member must satisfy enum value set: [Small, Medium, Large]"
    )


@pytest.mark.parametrize(
    ("service", "operation", "params", "code"),
    [
        (
            "iam",
            "create_role",
            {"RoleName": "a b", "AssumeRolePolicyDocument": "{}"},
            "ValidationError",
        ),
        ("logs", "create_log_group", {"logGroupName": "a b"}, "InvalidParameterException"),
        ("athena", "create_work_group", {"Name": "a b"}, "InvalidRequestException"),
        ("ec2", "create_vpc", {"InstanceTenancy": "shared"}, "InvalidParameterValue"),
        ("s3", "put_bucket_acl", {"Bucket": "b", "ACL": "open"}, "InvalidRequest"),
        ("ecr", "create_repository", {"repositoryName": "AA"}, "InvalidParameterException"),
    ],
)
def test_each_protocol_refuses_in_its_own_form(
    clients: Clients, service: str, operation: str, params: dict[str, Any], code: str
) -> None:
    refused, message = _refused(getattr(getattr(clients, service), operation), **params)
    assert refused == code
    assert message.startswith("1 validation error detected: Value '")


def test_moto_own_interface_is_closed(clients: Clients) -> None:
    url = clients.sts.meta.endpoint_url + "/moto-api/reset"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(urllib.request.Request(url, method="POST"))


def test_what_a_request_names_and_is_not_there_is_not_found(clients: Clients) -> None:
    nothing = "fs-0123456789abcdef0"
    statement = {"Effect": "Allow", "Principal": "*", "Action": "elasticfilesystem:ClientMount"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    refused = _refused(clients.efs.put_file_system_policy, FileSystemId=nothing, Policy=policy)
    assert refused == ("FileSystemNotFound", f"The resource {nothing} does not exist.")
