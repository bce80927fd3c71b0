"""What something else needs stays, and goes once that is gone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.account.server import serve
from sandbox.paths import find
from tests.sandbox.account.level_0 import Clients
from tests.sandbox.fidelity.play import play
from tests.sandbox.provider.conftest import fill
from tests.yaml_file import read_yaml

DELETIONS = read_yaml(Path(__file__).with_name("deletions.yaml"))
SERVICES = {
    *(name.split()[0] for name in DELETIONS),
    *("kms", "sns", "sqs", "lambda", "glue", "logs"),  # What requests of the others refer to.
}


class World:
    """An account in which everything has been made with the least that it takes."""

    def __init__(self, url: str) -> None:
        self.clients = Clients(url)
        self.known = dict[str, str]()
        for one in play(url, SERVICES, passes=(False,)):
            assert not one.error, one
            self.known = dict(one.known)

    def call(self, name: str, params: Mapping[str, Any]) -> dict[str, Any]:
        service, operation = name.split()
        client = getattr(self.clients, service.replace("-", "_") + "_")
        return client._make_api_call(operation, fill(params, self.known))

    def calls(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            ((name, params),) = ((k, v) for k, v in step.items() if k != "keeps")
            answer = self.call(name, params)
            for keep, path in step.get("keeps", {}).items():
                self.known[keep] = find(answer, path, {})


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    server = serve(None)
    yield World(server.url)
    server.stop()


@pytest.mark.parametrize("name", DELETIONS)
def test_it_stays_while_something_needs_it(world: World, name: str) -> None:
    deletion = DELETIONS[name]
    world.calls(deletion.get("first", []))
    with pytest.raises(ClientError) as refused:
        world.call(name, deletion["params"])
    assert refused.value.response["Error"]["Code"] == deletion["code"]
    world.calls(deletion["once"])
    world.call(name, deletion["params"])
