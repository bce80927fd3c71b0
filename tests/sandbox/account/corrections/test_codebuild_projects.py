from typing import Any

import pytest

from tests.sandbox.account.level_0 import TRUST, Clients

KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
PROJECT: dict[str, Any] = {
    "name": "images",
    "source": {"type": "S3", "location": "artifacts-1/a.zip"},
    "artifacts": {"type": "NO_ARTIFACTS"},
    "environment": {
        "type": "LINUX_CONTAINER",
        "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        "computeType": "BUILD_GENERAL1_SMALL",
    },
    "serviceRole": "arn:aws:iam::000000000000:role/builds",
    "encryptionKey": KEY,
}


@pytest.fixture(scope="module", autouse=True)
def role(clients: Clients) -> None:
    trust = TRUST.replace("sagemaker", "codebuild")
    clients.iam.create_role(RoleName="builds", AssumeRolePolicyDocument=trust)


def test_a_project_keeps_what_it_was_made_with_and_what_changes(clients: Clients) -> None:
    codebuild = clients.codebuild
    codebuild.create_project(**PROJECT)
    codebuild.update_project(name="images", timeoutInMinutes=30)
    (shown,) = codebuild.batch_get_projects(names=["images"])["projects"]
    assert (shown["encryptionKey"], shown["timeoutInMinutes"]) == (KEY, 30)


def test_a_project_without_a_source_needs_no_location(clients: Clients) -> None:
    for name in ("NO_SOURCE", "CODEPIPELINE"):
        parts = {"source": {"type": name, "buildspec": "version: 0.2"}}
        if name == "CODEPIPELINE":
            parts["artifacts"] = {"type": name}
        made = clients.codebuild.create_project(**{**PROJECT, **parts, "name": name.lower()})
        assert made["project"]["source"]["type"] == name
