"""The keys of a shell lead a command of the engine to a provider that signs with them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.iam import models as iam_models

from sandbox import lifecycle
from sandbox.account.server import AccountServer, serve
from sandbox.environment import NoSession, environment, keys_of
from sandbox.lifecycle import Sandbox
from sandbox.wrapper.refusals import Refusal
from sandbox.wrapper.session import OWN_KEY, PATH, attached
from tests.sandbox.provider.cases import trust

ROLE = "arn:aws:iam::000000000000:role/deploy"


@pytest.fixture(scope="module")
def account() -> Iterator[AccountServer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iam_models, "load_iam_aws_managed_policies", lambda: False)
        server = serve(None)
        iam: Any = boto3.client(
            "iam",
            endpoint_url=server.url,
            region_name="eu-west-1",
            aws_access_key_id=OWN_KEY,
            aws_secret_access_key="any",
        )
        iam.create_role(RoleName="deploy", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        yield server
        server.stop()


@pytest.fixture
def sandbox(account, tmp_path) -> Sandbox:
    folder = tmp_path / ".sandbox"
    folder.mkdir()
    running = Sandbox(folder, 1, account.port, 4711)
    lifecycle.write(running)
    return running


def test_the_administrator_gets_the_provider_of_the_sandbox(sandbox: Sandbox, tmp_path: Path):
    assert attached(tmp_path, environment(sandbox, {})) == {}


def test_a_session_of_a_role_gets_a_provider_of_its_own(sandbox, account, tmp_path):
    heard: list[Any] = []

    def port_for(body: bytes) -> bytes:
        heard.append(json.loads(body))
        return b"4712"

    account.doors[PATH] = port_for
    keys = keys_of(sandbox, ROLE)
    shell = environment(sandbox, {}) | keys
    assert attached(tmp_path, shell) == {"PULUMI_DEBUG_PROVIDERS": "aws:4712,aws-native:4712"}
    assert heard == [list(keys.values())]
    assert keys["AWS_SESSION_TOKEN"]


def test_a_role_that_is_not_there_is_named(sandbox):
    with pytest.raises(NoSession) as refused:
        keys_of(sandbox, f"{ROLE}-x")
    assert str(refused.value).startswith(
        f"must be the ARN of a role of the sandbox's account, got '{ROLE}-x'\nAssumeRole: AccessD"
    )


def test_a_sandbox_that_does_not_answer_is_told_in_one_message(tmp_path):
    with pytest.raises(Refusal, match="must take the key AKIAOTHER of this shell"):
        attached(tmp_path, {"AWS_ACCESS_KEY_ID": "AKIAOTHER"})
