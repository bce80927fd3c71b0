from collections.abc import Iterator

import pytest

from sandbox.account.server import serve
from tests.sandbox.account.conftest import without_policies_of_aws
from tests.sandbox.account.iam.support import Enforcing


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enforcing]:
    """One account for the tests of a module."""
    file = tmp_path_factory.mktemp("account") / "sandbox.toml"
    file.write_text(Enforcing.SETTINGS)
    with without_policies_of_aws():
        server = serve(None, settings=file)
        yield Enforcing(server.url, file)
        server.stop()
