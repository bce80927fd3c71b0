from pathlib import Path

from sandbox import lifecycle
from sandbox.environment import changes, environment


def _sandbox(folder: Path) -> lifecycle.Sandbox:
    return lifecycle.Sandbox(folder / ".sandbox", 1, 4566, 4567)


def test_nothing_of_a_real_account_gets_into_the_environment(tmp_path: Path) -> None:
    real = {
        "AWS_PROFILE": "prod",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_S3": "https://s3.amazonaws.com",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/real",
        "AWS_SHARED_CREDENTIALS_FILE": "/real",
        "AWS_CONFIG_FILE": "/real",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "PULUMI_ACCESS_TOKEN": "real",
        "PULUMI_BACKEND_URL": "https://api.pulumi.com",
        "PATH": "/usr/bin",
        "HOME": "/home/ada",
    }
    told = environment(_sandbox(tmp_path), real)
    kept = {"PATH", "HOME"}
    assert not {value for name, value in real.items() if name not in kept} & set(told.values()) - {
        "true"
    }
    assert "AWS_ENDPOINT_URL_S3" not in told
    assert told["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert told["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/.sandbox/state?metadata=skip"
    assert told["PULUMI_DEBUG_PROVIDERS"] == "aws:4567,aws-native:4567"
    assert told["PATH"] == f"{tmp_path}/.sandbox/bin:/usr/bin"
    assert told["HOME"] == "/home/ada"


def test_the_region_stays_unless_there_is_none(tmp_path: Path) -> None:
    sandbox = _sandbox(tmp_path)
    assert environment(sandbox, {})["AWS_REGION"] == "eu-west-1"
    told = environment(sandbox, {"AWS_REGION": "us-west-2"})
    assert (told["AWS_REGION"], told["AWS_DEFAULT_REGION"]) == ("us-west-2", "us-west-2")


def test_entering_the_environment_twice_changes_nothing(tmp_path: Path) -> None:
    once = environment(_sandbox(tmp_path), {"PATH": "/usr/bin"})
    assert environment(_sandbox(tmp_path), once) == once


def test_variables_to_remove_are_named(tmp_path: Path) -> None:
    assert changes(_sandbox(tmp_path), {"AWS_PROFILE": "prod"})["AWS_PROFILE"] is None
