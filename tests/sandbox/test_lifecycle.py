import dataclasses
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
from botocore.exceptions import ClientError

from sandbox import lifecycle
from sandbox.environment import environment
from sandbox.file_lock import hold
from sandbox.lifecycle import SandboxError
from tests.sandbox.account.level_0 import client


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout whose sandbox the tests share: each starts it, and may find it running."""
    folder = tmp_path_factory.mktemp("repo")
    yield folder
    lifecycle.stop(folder)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A checkout whose sandbox never ran."""
    yield tmp_path
    os.chmod(tmp_path, 0o700)
    lifecycle.stop(tmp_path)


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


def test_starts_once_and_answers(repo: Path) -> None:
    running = lifecycle.start(repo)
    assert lifecycle.start(repo) == running == lifecycle.status(repo)
    with urllib.request.urlopen(f"{running.account_url}/_sandbox/health") as answer:
        assert json.load(answer)["pid"] == running.pid


def test_a_plain_program_reaches_the_sandbox(repo: Path) -> None:
    code = "import boto3; print(boto3.client('sts').get_caller_identity()['Account'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(lifecycle.start(repo)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "000000000000\n"


def test_another_port_than_that_of_the_running_one_is_refused(repo: Path) -> None:
    running = lifecycle.start(repo)
    with pytest.raises(SandboxError, match=f"must be {running.account_port}, on which"):
        lifecycle.start(repo, port=running.account_port + 1)


def test_a_process_that_runs_older_code_is_replaced_and_keeps_what_was_made(repo: Path) -> None:
    first = lifecycle.start(repo)
    client(first.account_url, "sqs").create_queue(QueueName="older")
    lifecycle.write(dataclasses.replace(first, revision="older"))
    second = lifecycle.start(repo)
    assert second.pid != first.pid
    assert second.account_url == first.account_url
    assert "QueueUrls" in client(second.account_url, "sqs").list_queues()


def test_a_kill_loses_nothing_and_the_next_start_works(repo: Path) -> None:
    running = lifecycle.start(repo)
    sqs = client(running.account_url, "sqs")
    made = sqs.create_queue(QueueName="kept")["QueueUrl"]
    os.kill(running.pid, signal.SIGKILL)
    again = lifecycle.start(repo)
    assert again.pid != running.pid
    assert again.account_url == running.account_url
    assert made in sqs.list_queues()["QueueUrls"]
    lifecycle.reset(repo)
    emptied = lifecycle.status(repo)
    assert emptied is not None
    assert (emptied.account_port, emptied.provider_port) == (
        again.account_port,
        again.provider_port,
    )
    assert "QueueUrls" not in sqs.list_queues()


def test_stops_once_and_starts_at_its_port_with_the_settings_that_the_environment_names(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = lifecycle.start(repo).account_port
    assert lifecycle.stop(repo)
    assert lifecycle.status(repo) is None
    assert not lifecycle.stop(repo)
    file = tmp_path / "strict.toml"
    monkeypatch.setenv("STEPWELL_SANDBOX_SETTINGS", str(file))
    with pytest.raises(
        SandboxError, match=f"^STEPWELL_SANDBOX_SETTINGS: must name a file, got {file}$"
    ):
        lifecycle.start(repo)
    file.write_text('regions.enabled = ["us-east-1"]')
    running = lifecycle.start(repo)
    assert (running.settings, running.account_port) == (str(file), port)
    with pytest.raises(ClientError, match="the sandbox's settings do not enable it"):
        client(running.account_url, "sqs").list_queues()
    other = tmp_path / "other.toml"
    other.touch()
    monkeypatch.setenv("STEPWELL_SANDBOX_SETTINGS", str(other))
    with pytest.raises(SandboxError, match=f"must be {file}, which the running sandbox reads"):
        lifecycle.start(repo)
    monkeypatch.delenv("STEPWELL_SANDBOX_SETTINGS")
    assert lifecycle.start(repo) == running
    assert lifecycle.stop(repo)


def test_a_taken_port_is_named_in_one_message(empty: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port: must be free on 127.0.0.1, got {port}"):
            lifecycle.start(empty, port=port)
    assert lifecycle.status(empty) is None


def test_a_process_id_that_another_program_has_by_now_is_left_alone(empty: Path) -> None:
    folder = lifecycle.folder_of(empty)
    folder.mkdir()
    lifecycle.write(lifecycle.Sandbox(folder, os.getpid(), 1, 2))
    (folder / "daemon.lock").touch()
    assert lifecycle.status(empty) is None
    assert not lifecycle.stop(empty)


def test_even_with_the_lock_held_only_a_sandbox_is_ended(empty: Path) -> None:
    folder = lifecycle.folder_of(empty)
    folder.mkdir()
    innocent = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1)
    handle = hold(folder / "daemon.lock")
    assert handle is not None
    lifecycle.write(lifecycle.Sandbox(folder, innocent.pid, 1, 2))
    try:
        with pytest.raises(SandboxError, match=f"process {innocent.pid}"):
            lifecycle.stop(empty)
        assert innocent.poll() is None
    finally:
        os.close(handle)
        innocent.communicate()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_message(empty: Path) -> None:
    os.chmod(empty, 0o500)
    with pytest.raises(SandboxError, match=r"\.sandbox: must be writable, got Permission denied"):
        lifecycle.start(empty)


def test_a_folder_that_cannot_be_made_is_one_message(empty: Path) -> None:
    (empty / ".sandbox").touch()
    with pytest.raises(SandboxError, match=r"\.sandbox: must be writable, got"):
        lifecycle.start(empty)
