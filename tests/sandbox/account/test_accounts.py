from typing import Any

import boto3
import pytest

from tests.sandbox.account.conftest import Asked
from tests.sandbox.account.level_0 import REGION

STAGING = "111122223333"
ROLE = f"arn:aws:iam::{STAGING}:role/deploy"


class Staging:
    """Clients with the keys of a role of another account."""

    def __init__(self, asked: Asked) -> None:
        asked.to(f'accounts = {{"{STAGING}" = "staging"}}')
        answer = asked.clients.sts.assume_role(RoleArn=ROLE, RoleSessionName="deploy")
        self._keys = answer["Credentials"]

    def client(self, asked: Asked, service: str) -> Any:
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=asked.url,
            aws_access_key_id=self._keys["AccessKeyId"],
            aws_secret_access_key=self._keys["SecretAccessKey"],
            aws_session_token=self._keys["SessionToken"],
        )


def test_a_role_of_an_account_that_nobody_named_cannot_be_assumed(asked: Asked) -> None:
    assume = asked.clients.sts.assume_role
    code, message = asked.refusal(assume, RoleArn=ROLE, RoleSessionName="deploy")
    assert code == "AccessDenied"
    assert message.endswith(
        f"is not authorized to perform: sts:AssumeRole on resource: {ROLE}"
        f" (the sandbox's settings name no account {STAGING})"
    )


def test_the_keys_of_a_role_work_in_its_account_and_nowhere_else(asked: Asked) -> None:
    staging = Staging(asked)
    there = staging.client(asked, "sqs")
    assert staging.client(asked, "sts").get_caller_identity()["Account"] == STAGING
    assert f"/{STAGING}/" in there.create_queue(QueueName="jobs")["QueueUrl"]
    assert "QueueUrls" not in asked.clients.sqs.list_queues()
    asked.clients.sqs.create_queue(QueueName="ours")
    assert [url.rpartition("/")[2] for url in there.list_queues()["QueueUrls"]] == ["jobs"]


def test_what_moto_lacks_and_what_is_corrected_keep_accounts_apart(asked: Asked) -> None:
    there = Staging(asked).client(asked, "sagemaker")
    group = {"ModelPackageGroupName": "scorers"}
    profile = {"StudioLifecycleConfigAppType": "JupyterLab", "StudioLifecycleConfigContent": "eA=="}
    for one, account in ((there, STAGING), (asked.clients.sagemaker, "000000000000")):
        # A second one of the name in the same account would be refused.
        assert f":{account}:" in one.create_model_package_group(**group)["ModelPackageGroupArn"]
        arn = one.create_studio_lifecycle_config(StudioLifecycleConfigName="idle", **profile)
        assert f":{account}:" in arn["StudioLifecycleConfigArn"]
    assert asked.refusal(there.create_model_package_group, **group)[0] == "ValidationException"
    there.delete_studio_lifecycle_config(StudioLifecycleConfigName="idle")
    left = asked.clients.sagemaker.list_studio_lifecycle_configs()["StudioLifecycleConfigs"]
    assert [config["StudioLifecycleConfigName"] for config in left] == ["idle"]


def test_after_a_restart_the_keys_still_lead_there(asked: Asked) -> None:
    staging = Staging(asked)
    staging.client(asked, "sqs").create_queue(QueueName="jobs")
    asked.again()
    (url,) = staging.client(asked, "sqs").list_queues()["QueueUrls"]
    assert url.endswith(f"/{STAGING}/jobs")
    assert "QueueUrls" not in asked.clients.sqs.list_queues()


def test_an_address_signed_with_the_keys_leads_there(asked: Asked) -> None:
    s3 = Staging(asked).client(asked, "s3")
    s3.create_bucket(Bucket="theirs", CreateBucketConfiguration={"LocationConstraint": REGION})
    taken = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
    with pytest.raises(asked.clients.s3.exceptions.BucketAlreadyExists):
        asked.clients.s3.create_bucket(Bucket="theirs", **taken)
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["theirs"]
