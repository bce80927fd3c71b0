from collections.abc import Iterator

import pytest

from sandbox.account.server import serve
from tests.sandbox.account.level_0 import Clients


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    """One account for the tests of a module; each names its own things."""
    server = serve(None)
    yield Clients(server.url)
    server.stop()
