"""An account in this process that counts its calls and can be killed at any of them."""

import contextlib
import functools
import importlib
from pathlib import Path
from typing import Any, cast

import boto3
from botocore.config import Config
from moto.backends import list_of_moto_modules

from sandbox.account.app import Account
from sandbox.account.direct import directly
from sandbox.account.journal import Journal
from tests.e2e.checkout import OWN, ROOT, Checkout
from tests.e2e.remains import remains


@functools.cache
def _load_moto() -> None:
    """Load every service: to load one draws random numbers, which a replay would then lack."""
    for service in list_of_moto_modules():
        with contextlib.suppress(ImportError):
            importlib.import_module(f"moto.{service}.responses")


class Killed(Exception):
    """The process is no more."""


class SmallAccount:
    """The account of one stack; it is the only one in its process."""

    def __init__(self, settings: Path | None = None, memory: Path | None = None) -> None:
        _load_moto()
        self._account = Account(Journal(memory) if memory else None, settings=settings)
        self._account.replay()
        self.calls = 0
        self.dies_at: tuple[int, bool] | None = None
        """Number of the call at which it dies, and whether it carries that call out first."""

    def __call__(self, *request: Any) -> Any:
        self.calls += 1
        left, effect = 1, False
        if self.dies_at is not None:
            left, effect = self.dies_at[0] - self.calls, self.dies_at[1]
        if left < 0 or (left == 0 and not effect):
            raise Killed
        answer = self._account(*request)
        if left == 0:
            raise Killed
        return answer

    def client(self, service: str) -> Any:
        """A client of one of its services, whose calls do not count."""
        make: Any = boto3.client
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        made = make(
            service,
            region_name="eu-west-1",
            endpoint_url="http://127.0.0.1:1",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
            **keys,
        )
        made.meta.events.register("before-send", directly(self._account))
        return made

    def holds(self) -> dict[str, int]:
        """How many it has of each kind."""
        found = remains(cast(Checkout, self))
        return {what: len(things) for what, things in found.items()}


def project(folder: Path) -> Path:
    """Make a folder a checkout without stacks of its own."""
    for entry in ROOT.iterdir():
        if entry.name not in OWN:
            (folder / entry.name).symlink_to(entry)
    (folder / "stacks").mkdir()
    return folder
