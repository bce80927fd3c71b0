import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sandbox.account.journal import Entry, Journal, JournalError
from sandbox.account.server import serve
from sandbox.provider.account import Account
from tests.sandbox.account import level_0

SERVER = """
import socket, sys, threading
from pathlib import Path
from sandbox.account.server import serve
listener = socket.create_server(("127.0.0.1", int(sys.argv[2])))
print(serve(Path(sys.argv[1]), listener=listener.fileno()).port, flush=True)
threading.Event().wait()
"""

ENDPOINT = {"EndpointIdentifier": "old", "EndpointType": "source", "EngineName": "mysql"}


def _start(folder: Path, port: int = 0) -> tuple[Any, int]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder), str(port)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def _kill(process: Any) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def _attempt(port: int) -> dict[str, Any]:
    account = Account(f"http://127.0.0.1:{port}")
    with account.attempt("first"):
        return account.call("ec2", "eu-west-1", "CreateVpc", {"CidrBlock": "10.7.0.0/16"})


def test_everything_reads_the_same_after_sigkill_and_restart(tmp_path: Path) -> None:
    process, port = _start(tmp_path)
    try:
        clients = level_0.Clients(f"http://127.0.0.1:{port}")
        first = clients.dms.create_endpoint(**ENDPOINT)["Endpoint"]
        ids = level_0.create(clients)
        made = _attempt(port)
        before = level_0.read(clients, ids)
    finally:
        _kill(process)

    process, port = _start(tmp_path, port)
    try:
        clients = level_0.Clients(f"http://127.0.0.1:{port}")
        assert _attempt(port) == made, "a call sent again after a kill is not carried out twice"
        after = level_0.read(clients, ids)
        (found,) = clients.dms.describe_endpoints()["Endpoints"]
    finally:
        _kill(process)

    assert {name for name in before if before[name] != after[name]} == set()
    assert found["EndpointArn"] == first["EndpointArn"], "the first call that needs a service"


def _entry(body: bytes = b"x", **head: str) -> Entry:
    return Entry({"REQUEST_METHOD": "PUT", **head}, body, "5eed", 1.5)


def test_a_torn_last_entry_is_dropped_and_the_rest_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.append(_entry(b"one\n\x00"))
    first = journal.path.stat().st_size
    journal.append(_entry(b"two"))
    journal.close()
    whole = journal.path.read_bytes()
    for size in range(len(whole) - 1, first, -1):
        journal.path.write_bytes(whole[:size])
        again = Journal(journal.path)
        assert [entry.body for entry in again.replay()] == [b"one\n\x00"]
        again.append(_entry(b"three"))
        again.close()
        assert [entry.body for entry in again.replay()] == [b"one\n\x00", b"three"]


def test_a_full_disk_refuses_the_request_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(tmp_path)
    try:
        sqs = level_0.client(server.url, "sqs")
        sqs.create_queue(QueueName="before")

        def full(_self: Journal, _entry: Entry) -> None:
            raise JournalError("journal: must be writable, got No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", full)
            with pytest.raises(Exception, match="No space left on device"):
                sqs.create_queue(QueueName="refused")
        assert [url.rpartition("/")[2] for url in sqs.list_queues()["QueueUrls"]] == ["before"]
    finally:
        server.stop()
