import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.account.server import serve
from tests.sandbox.account.level_0 import Clients


class Asked:
    """An account, and the file in which somebody asks it to fail."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._server = serve(None, settings=file)
        self.sqs = Clients(self._server.url).sqs

    def to(self, text: str) -> None:
        self._file.write_text(text)
        # Two texts of one moment are told apart.
        moment = self._file.stat().st_mtime_ns + next(_moments) * 1_000_000
        os.utime(self._file, ns=(moment, moment))

    def refusal(self, **params: Any) -> tuple[str, str]:
        with pytest.raises(ClientError) as caught:
            self.sqs.create_queue(**params)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"].replace(f"{self._file.parent}/", "")

    def queues(self) -> set[str]:
        found = self.sqs.list_queues().get("QueueUrls", [])
        return {url.rpartition("/")[2] for url in found}

    def close(self) -> None:
        self._server.stop()


_moments = iter(range(1, 100))


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    one = Asked(tmp_path / "sandbox.toml")
    yield one
    one.close()


def test_the_call_that_is_named_fails_and_no_other(asked: Asked) -> None:
    asked.to('faults = [{operation = "sqs:CreateQueue", call = 2, code = "Throttled"}]')
    asked.sqs.create_queue(QueueName="first")
    assert asked.refusal(QueueName="second") == ("Throttled", "The sandbox was asked to fail here.")
    assert asked.queues() == {"first"}
    asked.sqs.create_queue(QueueName="second")
    assert asked.queues() == {"first", "second"}


def test_a_call_may_fail_after_it_took_effect(asked: Asked) -> None:
    asked.to('faults = [{operation = "SQS:create*", effect = true, message = "Gone"}]')
    assert asked.refusal(QueueName="made") == ("InternalError", "Gone")
    assert asked.queues() == {"made"}


def test_it_ends_when_nobody_asks_for_it_any_more(asked: Asked) -> None:
    asked.to('faults = [{operation = "*"}]')
    asked.refusal(QueueName="later")
    asked.to("")
    asked.sqs.create_queue(QueueName="later")
    assert asked.queues() == {"later"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("faults = [", "sandbox.toml: must be readable TOML, got "),
        ("quota = 1", "sandbox.toml: quota: must be left out, as there is no such setting, got 1"),
        ("faults = 3", "sandbox.toml: faults: must be array, got 3"),
        ("faults = [{call = 1}]", "sandbox.toml: faults[0].operation: must be given"),
        (
            'faults = [{operation = "*", calls = 1}]',
            "sandbox.toml: faults[0].calls: must be left out, as there is no such setting, got 1",
        ),
        (
            'faults = [{operation = "*", call = true}]',
            "sandbox.toml: faults[0].call: must be integer, got True",
        ),
        (
            'faults = [{operation = "*", call = -1}]',
            "sandbox.toml: faults[0].call: must be greater than or equal to 0, got -1",
        ),
    ],
)
def test_a_file_that_is_wrong_fails_every_call_and_says_why(
    asked: Asked, text: str, message: str
) -> None:
    asked.to(text)
    code, said = asked.refusal(QueueName="x")
    assert code == "SandboxSettings"
    assert said.startswith(message)
