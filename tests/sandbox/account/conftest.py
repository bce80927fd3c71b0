import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.iam import models as iam

from sandbox.account.server import serve
from tests.sandbox.account.level_0 import Clients


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    """One account for the tests of a module; each names its own things."""
    with without_policies_of_aws():
        server = serve(None)
        yield Clients(server.url)
        server.stop()


@contextmanager
def without_policies_of_aws() -> Generator[None]:
    """To load AWS's own policies, which few tests look at, takes longer than a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iam, "load_iam_aws_managed_policies", lambda: False)
        yield


class Asked:
    """An account, and the file in which somebody asks it to be like something."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sandbox.toml"
        self._journal = folder
        self._start()

    def to(self, text: str) -> None:
        """Ask for something."""
        self._file.write_text(text)
        # Two texts of one moment are told apart.
        moment = self._file.stat().st_mtime_ns + next(_moments) * 1_000_000
        os.utime(self._file, ns=(moment, moment))

    def refusal(self, call: Callable[..., Any], **params: Any) -> tuple[str, str]:
        """Return code and message of a call that must fail."""
        with pytest.raises(ClientError) as caught:
            call(**params)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"].replace(f"{self._file.parent}/", "")

    def again(self) -> None:
        """Stop the account, and let a new one remember."""
        self.close()
        self._start()

    def close(self) -> None:
        """Stop the account."""
        self._server.stop()

    def _start(self) -> None:
        self._server = serve(self._journal, settings=self._file)
        self.url = self._server.url
        self.clients = Clients(self.url)


_moments = count(1)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    """An account to ask for something."""
    with without_policies_of_aws():
        one = Asked(tmp_path)
        yield one
        one.close()
