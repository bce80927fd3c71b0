from collections.abc import Iterator

import pytest
from moto.iam import models as iam

from sandbox.account.server import serve
from tests.sandbox.account.level_0 import Clients


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    """One account for the tests of a module; each names its own things."""
    with pytest.MonkeyPatch.context() as patch:
        # To load AWS's own policies, which few tests look at, takes longer than a test.
        patch.setattr(iam, "load_iam_aws_managed_policies", lambda: False)
        server = serve(None)
        yield Clients(server.url)
        server.stop()
