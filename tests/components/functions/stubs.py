"""AWS clients for tests of functions: botocore checks each call, nothing leaves the process."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
from botocore.stub import Stubber

_SESSION = boto3.Session()
"""One for all: it reads a service's model once."""

PLACE = {"region_name": "eu-west-1", "aws_access_key_id": "a", "aws_secret_access_key": "s"}


class Stubs:
    """One stubbed client for each service that a test expects calls to."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Any, Stubber]] = {}

    def __getitem__(self, service: str) -> Stubber:
        return self._pair(service)[1]

    def client(self, service: str) -> Any:
        return self._pair(service)[0]

    def _pair(self, service: str) -> tuple[Any, Stubber]:
        if service not in self._made:
            client: Any = _SESSION.client(service, **PLACE)
            stubber = Stubber(client)
            stubber.activate()
            self._made[service] = (client, stubber)
        return self._made[service]

    def check(self) -> None:
        for _, stubber in self._made.values():
            stubber.assert_no_pending_responses()


@contextmanager
def stubbed() -> Generator[Stubs]:
    """Hand stubbed clients to whoever asks boto3 for one, and see that all was called."""
    stubs = Stubs()
    with patch("boto3.client", stubs.client):
        yield stubs
    stubs.check()
