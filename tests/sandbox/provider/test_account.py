"""Whose keys a provider signs with."""

import json

import pytest

from sandbox.provider.account import Account, AccountError
from tests.sandbox.provider.cases import trust

TRUST = trust("ec2.amazonaws.com")
OWN = "arn:aws:iam::000000000000:role/deploy"


@pytest.fixture(scope="module")
def ours(account) -> Account:
    ours = Account(account.url, account.account)
    asked = {"RoleName": "deploy", "AssumeRolePolicyDocument": TRUST}
    ours.call("iam", "eu-west-1", "CreateRole", asked)
    return ours


def caller(account: Account) -> str:
    return account.call("sts", "eu-west-1", "GetCallerIdentity", {})["Arn"].rpartition(":")[2]


@pytest.mark.parametrize(
    "config",
    [
        {"assumeRoles": json.dumps([{"roleArn": OWN, "sessionName": "ci"}])},
        {"assumeRole": {"roleArn": OWN, "sessionName": "ci"}},
    ],
)
def test_the_roles_of_its_settings_are_assumed(ours, config):
    assert caller(ours.configured(config, "eu-west-1")) == "assumed-role/deploy/ci"


def test_the_keys_of_its_settings_sign(ours):
    asked = {"RoleArn": OWN, "RoleSessionName": "shell"}
    got = ours.call("sts", "eu-west-1", "AssumeRole", asked)["Credentials"]
    keys = {
        "accessKey": got["AccessKeyId"],
        "secretKey": got["SecretAccessKey"],
        "token": got["SessionToken"],
    }
    assert caller(ours.configured(keys, "eu-west-1")) == "assumed-role/deploy/shell"


def test_a_role_of_a_real_account_is_passed_over(ours):
    theirs = {"assumeRoles": [{"roleArn": "arn:aws:iam::111122223333:role/deploy"}]}
    assert ours.configured(theirs, "eu-west-1") is ours


def test_a_role_that_is_not_there_is_refused(ours):
    with pytest.raises(AccountError, match=r"not authorized to perform: sts:AssumeRole"):
        ours.configured({"assumeRole": {"roleArn": f"{OWN}-x"}}, "eu-west-1")
