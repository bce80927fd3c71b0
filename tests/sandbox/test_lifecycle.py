import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import lifecycle
from sandbox.environment import changes, environment
from sandbox.lifecycle import SandboxError
from sandbox.safety import refusal

URN = "urn:pulumi:fraud-dev::stepwell::aws:s3/bucket:Bucket::raw"


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    os.chmod(tmp_path, 0o700)
    lifecycle.stop(tmp_path)


def test_starts_once_answers_keeps_its_port_and_stops(repo: Path) -> None:
    first = lifecycle.start(repo)
    assert lifecycle.start(repo) == first == lifecycle.status(repo)
    with urllib.request.urlopen(f"{first.account_url}/_sandbox/health") as answer:
        assert json.load(answer)["pid"] == first.pid
    assert lifecycle.stop(repo)
    assert lifecycle.status(repo) is None
    assert not lifecycle.stop(repo)
    assert lifecycle.start(repo).account_port == first.account_port


def test_a_kill_loses_nothing_and_the_next_start_works(repo: Path) -> None:
    boto = "import boto3; sqs = boto3.client('sqs'); "

    def ask(sandbox: lifecycle.Sandbox, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", boto + code],
            env=environment(sandbox),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    running = lifecycle.start(repo)
    ask(running, "sqs.create_queue(QueueName='kept')")
    os.kill(running.pid, signal.SIGKILL)
    again = lifecycle.start(repo)
    assert again.pid != running.pid
    assert "kept" in ask(again, "print(sqs.list_queues()['QueueUrls'])")
    lifecycle.reset(repo)
    emptied = lifecycle.status(repo)
    assert emptied is not None
    assert emptied.account_port == again.account_port
    assert ask(emptied, "print(sqs.list_queues().get('QueueUrls'))") == "None\n"


def test_two_starts_at_once_make_one_sandbox(repo: Path) -> None:
    code = (
        "from pathlib import Path; from sandbox.lifecycle import start;"
        f"print(start(Path({str(repo)!r})).pid)"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {process.communicate()[0] for process in both}
    assert len(said) == 1
    assert said.pop().strip().isdigit()


def test_a_taken_port_is_named_in_one_message(repo: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port: must be free on 127.0.0.1, got {port}"):
            lifecycle.start(repo, port=port)
    assert lifecycle.status(repo) is None


def test_another_port_than_that_of_the_running_one_is_refused(repo: Path) -> None:
    running = lifecycle.start(repo)
    with pytest.raises(SandboxError, match=f"must be {running.account_port}, on which"):
        lifecycle.start(repo, port=running.account_port + 1)


def test_a_process_id_that_another_program_has_by_now_is_left_alone(repo: Path) -> None:
    folder = lifecycle.folder_of(repo)
    folder.mkdir()
    lifecycle.write(lifecycle.Sandbox(folder, os.getpid(), 1, 2))
    (folder / "daemon.lock").touch()
    assert lifecycle.status(repo) is None
    assert not lifecycle.stop(repo)


def test_even_with_the_lock_held_only_a_sandbox_is_ended(repo: Path) -> None:
    folder = lifecycle.folder_of(repo)
    folder.mkdir()
    innocent = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1)
    handle = lifecycle.hold(folder / "daemon.lock")
    assert handle is not None
    lifecycle.write(lifecycle.Sandbox(folder, innocent.pid, 1, 2))
    try:
        with pytest.raises(SandboxError, match=f"process {innocent.pid}"):
            lifecycle.stop(repo)
        assert innocent.poll() is None
    finally:
        os.close(handle)
        innocent.communicate()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_message(repo: Path) -> None:
    os.chmod(repo, 0o500)
    with pytest.raises(SandboxError, match=r"\.sandbox: must be writable, got Permission denied"):
        lifecycle.start(repo)


def test_a_folder_that_cannot_be_made_is_one_message(repo: Path) -> None:
    (repo / ".sandbox").touch()
    with pytest.raises(SandboxError, match=r"\.sandbox: must be writable, got"):
        lifecycle.start(repo)


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
    assert told["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/.sandbox/state"
    assert told["PULUMI_DEBUG_PROVIDERS"] == "aws:4567"
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


def test_a_stack_that_the_sandboxs_backend_has_not_locked_is_refused(tmp_path: Path) -> None:
    reason = refusal(tmp_path, URN)
    assert reason is not None
    assert reason.startswith("stepwell/fraud-dev: must be a stack of the sandbox")
    lock = tmp_path / ".pulumi/locks/organization/stepwell/fraud-dev/0.json"
    lock.parent.mkdir(parents=True)
    lock.touch()
    assert refusal(tmp_path, URN) is None
    assert refusal(tmp_path, URN.replace("fraud-dev", "fraud-prod")) is not None
